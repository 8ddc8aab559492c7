"""Run the production app over stand-ins for what is slow."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from service.api.app import create_app
from service.bootstrap import Application
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.small_library import small_library

PATIENCE_S = 60


def fake_application(folder: Path) -> Application:
    """The production application without model, on a data folder of its own."""
    return Application(
        Settings(data_dir=folder, library_dir=small_library()), replaced_embedder=FakeEmbedder()
    )


@contextmanager
def serving(application: Application) -> Iterator[TestClient]:
    """A client of the running app, once that is ready. The application is closed at the end."""
    with TestClient(create_app(application), raise_server_exceptions=False) as client:
        wait_until_ready(client)
        yield client


def wait_until_ready(client: TestClient) -> None:
    """Return when the service can answer."""
    give_up = time.monotonic() + PATIENCE_S
    while client.get("/readyz").status_code != 200:
        assert time.monotonic() < give_up, "the service did not become ready"
        time.sleep(0.05)


def kept_answers(application: Application) -> int:
    """How many answers the store holds."""
    with sqlite3.connect(application.settings.database) as connection:
        count: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    return count
