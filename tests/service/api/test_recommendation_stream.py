"""The embedded answer at once and the better one later, over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn

from service.api.app import create_app
from service.bootstrap import Application
from service.domain.llm import Call, Failure, Task
from service.errors import StoreUnavailable
from service.settings import Settings
from tests.fakes import FakeEmbedder, FakeLanguageModel, Said
from tests.service.api.serving import PATIENCE_S
from tests.service.llm.test_understand import reply
from tests.service.recommend.test_advice import LINE
from tests.service.recommend.test_feedback import RENEW
from tests.small_library import small_library

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

EVENTS = {"Accept": "text/event-stream"}
VAGUE = "Unlock customer synergies"


class Slow:
    """A model that replies when it is let, and then as it is told."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.asked = threading.Event()
        self.says: Callable[[Call[Any]], Said] = another_first
        self.model = FakeLanguageModel(self._say)

    def _say(self, call: Call[Any]) -> Said:
        self.asked.set()
        assert self.let.wait(PATIENCE_S)
        return self.says(call)


def another_first(call: Call[Any]) -> Said:
    """Chooses one KPI that is not the embedded ranker's first."""
    if call.task is Task.UNDERSTAND:
        return reply(numbers=[])
    if call.task in (Task.GENERATE, Task.TAILOR):
        return {"kpis": []}
    aliases = {name: alias for alias, name in LINE.findall(call.user)}
    return {"graded": [{"id": aliases["Average discount rate"], "grade": 3}]}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Application]]:
    """A running server without a model; tests give it one."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("stream"), library_dir=small_library())
    application = Application(settings, replaced_embedder=FakeEmbedder())
    server = uvicorn.Server(
        uvicorn.Config(create_app(application), port=0, log_level="warning", lifespan="on")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(lambda: bool(server.started))
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    wait_for(lambda: httpx.get(f"{address}/readyz").status_code == 200)
    yield address, application
    server.should_exit = True
    thread.join(PATIENCE_S)


@pytest.fixture
def slow(served: tuple[str, Application]) -> Iterator[Slow]:
    slow = Slow()
    served[1].replaced_language_model = slow.model
    yield slow
    slow.let.set()
    served[1].replaced_language_model = None


def wait_for(true: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


@contextmanager
def streaming(address: str, objective: str = RENEW) -> Iterator[Iterator[tuple[str, Any]]]:
    """Names and data of the events as they come."""
    asked = {"objective": objective, "today": "2026-11-23"}
    url = f"{address}/v1/recommendations"
    with httpx.stream("POST", url, json=asked, headers=EVENTS, timeout=PATIENCE_S) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        yield events(response.iter_lines())


def events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def ids(answer: dict[str, Any]) -> list[str]:
    return [kpi["id"] for kpi in answer["recommendations"]]


def kept(address: str, answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{address}/v1/recommendations/{answer['id']}").json()
    return found


def test_without_a_model_one_answer_comes(served: tuple[str, Application]) -> None:
    address, _ = served
    with streaming(address) as stream:
        (first, answer), (last, nothing) = stream
    assert (first, last, nothing) == ("answer", "done", {})
    assert answer["llm"] is None
    assert kept(address, answer) == answer


def test_the_embedded_answer_does_not_wait(served: tuple[str, Application], slow: Slow) -> None:
    address, _ = served
    with streaming(address) as stream:
        name, embedded = next(stream)
        assert name == "answer"
        assert embedded["llm"] is None
        assert kept(address, embedded) == embedded
        assert slow.asked.wait(PATIENCE_S)
        slow.let.set()
        (name, better), (last, _) = stream
    assert (name, last) == ("answer", "done")
    assert (better["id"], better["created_at"]) == (embedded["id"], embedded["created_at"])
    assert better["llm"]["model"] == "fake:model"
    assert better["llm"]["calls"]
    assert not better["degraded"]
    assert ids(better) != ids(embedded)
    assert kept(address, better) == better


def test_a_failing_model_leaves_the_answer(served: tuple[str, Application], slow: Slow) -> None:
    address, _ = served
    slow.says = lambda _: Failure.TIMEOUT
    slow.let.set()
    with streaming(address) as stream:
        (_, embedded), (_, degraded), (last, _) = stream
    assert last == "done"
    assert degraded["degraded"]
    assert degraded["recommendations"] == embedded["recommendations"]


def test_json_waits_for_the_better_answer(served: tuple[str, Application], slow: Slow) -> None:
    address, _ = served
    slow.let.set()
    asked = {"objective": RENEW, "today": "2026-11-23"}
    answer = httpx.post(f"{address}/v1/recommendations", json=asked, timeout=PATIENCE_S).json()
    with streaming(address) as stream:
        _, (_, better), _ = stream
    assert ids(answer) == ids(better)
    assert answer["llm"]["calls"]
    assert kept(address, answer) == answer


def test_nobody_asks_on_for_a_client_that_left(served: tuple[str, Application], slow: Slow) -> None:
    address, _ = served
    with streaming(address, VAGUE) as stream:
        _, embedded = next(stream)
        assert slow.asked.wait(PATIENCE_S)
    time.sleep(0.3)  # until the server has seen that the client left
    slow.let.set()
    time.sleep(0.5)
    assert [call.task for call in slow.model.calls] == [Task.UNDERSTAND]
    assert kept(address, embedded) == embedded


def test_a_page_is_served_while_many_streams_wait(
    served: tuple[str, Application], slow: Slow
) -> None:
    address, _ = served

    def listen() -> None:
        with streaming(address) as stream:
            list(stream)

    listeners = [threading.Thread(target=listen) for _ in range(8)]
    for listener in listeners:
        listener.start()
    assert slow.asked.wait(PATIENCE_S)
    assert httpx.get(f"{address}/", timeout=5).status_code == 200
    slow.let.set()
    for listener in listeners:
        listener.join(PATIENCE_S)
    assert not any(listener.is_alive() for listener in listeners)


@pytest.mark.parametrize(("changes", "status"), [({"k": 0}, 422), ({"domain": "astrology"}, 422)])
def test_refusals_are_no_stream(
    served: tuple[str, Application], changes: dict[str, Any], status: int
) -> None:
    asked = {"objective": RENEW} | changes
    response = httpx.post(f"{served[0]}/v1/recommendations", json=asked, headers=EVENTS)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_what_cannot_be_kept_leaves_the_embedded_answer(
    served: tuple[str, Application], slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, application = served

    def fail(*_: object) -> None:
        raise StoreUnavailable("disk full")

    monkeypatch.setattr(application.store, "revise", fail)
    slow.let.set()
    with streaming(address) as stream:
        (_, embedded), (last, _) = stream
    assert last == "done"
    assert kept(address, embedded) == embedded
