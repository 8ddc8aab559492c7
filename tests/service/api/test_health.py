from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.adapters.store.database import Store
from service.api.app import create_app
from service.bootstrap import Application
from service.domain.ports import Progress, Vectors
from service.errors import StoreUnavailable
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.service.api.serving import fake_application, serving, wait_until_ready
from tests.small_library import small_library


class SlowEmbedder(FakeEmbedder):
    """Waits until it is told to go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        assert self.go_on.wait(60)
        return super().embed(texts, on_progress)


class BrokenEmbedder(FakeEmbedder):
    """Cannot embed."""

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        raise RuntimeError("/secret/path")


def test_ready_names_library_and_model(client: TestClient, served: Application) -> None:
    ready = client.get("/readyz").json()
    assert ready == {
        "status": "ready",
        "checks": {"library": "ready", "store": "ready", "index": "ready"},
        "kpis": len(served.library),
        "library_version": served.library.version,
        "model": "fake@000000000000",
    }


def test_alive_before_ready(tmp_path: Path) -> None:
    slow = SlowEmbedder()
    application = Application(
        Settings(data_dir=tmp_path, library_dir=small_library()), replaced_embedder=slow
    )
    with TestClient(create_app(application)) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        waiting = client.get("/readyz")
        assert waiting.status_code == 503
        assert waiting.headers["content-type"] == "application/problem+json"
        assert waiting.json()["checks"]["index"] == "preparing"
        refused = client.post("/v1/recommendations", json={"objective": "Reduce churn"})
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "2"
        assert client.get("/").status_code == 503
        slow.go_on.set()
        wait_until_ready(client)
        assert client.get("/").status_code == 200


def test_failure_to_get_ready_is_said_without_internals(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    application = Application(
        Settings(data_dir=tmp_path, library_dir=small_library()), replaced_embedder=BrokenEmbedder()
    )
    with TestClient(create_app(application)) as client:
        while "preparing" in (last := client.get("/readyz")).text:
            pass
        assert last.json()["checks"]["index"] == "failed"
        answer = client.post("/v1/recommendations", json={"objective": "Reduce churn"})
        assert answer.status_code == 503
        assert "secret" not in answer.text + last.text
        assert "secret" in caplog.text


def test_store_that_stops_answering_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Store) -> None:
        raise StoreUnavailable("/secret/path")

    with serving(fake_application(tmp_path)) as client:
        monkeypatch.setattr(Store, "ping", fail)
        waiting = client.get("/readyz")
        assert waiting.status_code == 503
        assert waiting.json()["checks"]["store"] == "failed"
        assert "secret" not in waiting.text


def test_stopping_closes_the_application(tmp_path: Path) -> None:
    application = fake_application(tmp_path)
    with serving(application):
        pass
    with fake_application(tmp_path) as again, serving(again) as client:
        assert client.get("/healthz").status_code == 200
