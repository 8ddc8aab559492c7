"""A running app for page tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.bootstrap import Application
from service.settings import Settings
from tests.service.api.serving import serving


@pytest.fixture(scope="session")
def browser(data_dir: Path) -> Iterator[TestClient]:
    """A client that asks for pages, answered by the real model: a page shows real answers."""
    application = Application(Settings(data_dir=data_dir, threads=1))
    with serving(application) as opened:
        yield opened
