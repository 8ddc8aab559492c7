"""A running app for page tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.service.api.serving import fake_application, serving


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client that asks for pages."""
    with serving(fake_application(tmp_path_factory.mktemp("web"))) as opened:
        yield opened
