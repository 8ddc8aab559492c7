"""One running app for all tests that do not change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.bootstrap import Application
from tests.service.api.serving import fake_application, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The application behind ``client``."""
    return fake_application(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="session")
def client(served: Application) -> Iterator[TestClient]:
    """A client of the running app."""
    with serving(served) as opened:
        yield opened


@pytest.fixture
def goal_set() -> dict[str, Any]:
    """A small goal set with something to find in it."""
    return {
        "organisation": "Bakery",
        "strategy": {
            "objectives": [
                {"id": "grow", "text": "Increase bread sales by 20% by 2028"},
                {"id": "staff", "text": "Reduce employee turnover"},
            ]
        },
        "goals": [
            {"id": "shops", "text": "Increase bread sales in shops by 10%", "parent": "grow"},
            {"id": "less", "text": "Decrease bread sales in shops by 5%", "parent": ["grow"]},
            {"id": "paint", "owner": "Facilities", "text": "Repaint the canteen"},
        ],
    }
