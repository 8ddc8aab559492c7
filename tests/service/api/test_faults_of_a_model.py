"""Whatever the server of a language model does, an answer comes: whole, in time, and honest on it.

Over real HTTP on both sides of the model's client; what the faults are called is tested beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.bootstrap import Application
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.llm_server import (
    Behaviour,
    LlmServer,
    body,
    disconnect,
    drip,
    endless,
    error,
    hang,
    text,
)
from tests.service.api.serving import serving
from tests.service.recommend.test_feedback import RENEW
from tests.small_library import small_library

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

DEADLINE_S = 1.0
#: What the embedded answer may take beside, on a machine that has much else to do.
PATIENCE_S = 10.0
GOAL_SET = {
    "strategy": {"objectives": [{"id": "keep", "text": "Keep nine in ten customers by 2028"}]},
    "goals": [
        {"id": "renew", "text": "Raise renewals from 80% to 88% by June 2027"},
        {"id": "nicer", "text": "Be nicer"},
    ],
}
FAILING: dict[str, Behaviour] = {
    "malformed": text('{"graded": [{"id": "K1",, }'),
    "truncated": text('{"graded": [{"id": "K1", "gra', ended="length"),
    "empty": text(""),
    "nothing": text(None),
    "another form": text('["K1"]'),
    "refusal": text(None, refusal="I cannot help with customers."),
    "429": error(429, Retry_After="30"),
    "500": error(500),
    "slow drip": drip(),
    "hang": hang,
    "disconnect": disconnect,
    "endless": endless,
    "huge": text(json.dumps({"graded": [], "note": "x" * 400_000})),
    "wrong content type": body(b"<html>Welcome</html>", Content_Type="text/html"),
    "no JSON": body(b"\xff\xfe\x00"),
}

Grades = list[tuple[str, int]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@contextmanager
def served(folder: Path, server: LlmServer | None) -> Iterator[TestClient]:
    """The service, with a model at the server's address or without one."""
    given: dict[str, Any] = {"data_dir": folder, "library_dir": small_library()}
    if server:
        given |= {"llm": "openai:small", "llm_base_url": server.url, "llm_cached_replies": 0}
        given |= {"llm_deadline_s": DEADLINE_S, "llm_audit_deadline_s": DEADLINE_S}
    settings = Settings.model_validate(given)
    with serving(Application(settings, replaced_embedder=FakeEmbedder())) as client:
        yield client


@pytest.fixture(scope="module")
def embedded(folder: Path) -> dict[str, Any]:
    """The answers without a model."""
    with served(folder, None) as client:
        return {path: asked(client, path) for path in REQUESTS}


REQUESTS: dict[str, dict[str, Any]] = {
    "/v1/recommendations": {"objective": RENEW},
    "/v1/audits": GOAL_SET,
}


def asked(client: TestClient, path: str) -> dict[str, Any]:
    response = client.post(path, json=REQUESTS[path])
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def matter(answer: dict[str, Any]) -> list[Any]:
    """What the user came for."""
    if "recommendations" in answer:
        return [(kpi["id"], kpi["relevance"]) for kpi in answer["recommendations"]]
    return [(found["rule"], found["goals"], found["confidence"]) for found in answer["findings"]]


@pytest.mark.parametrize("path", REQUESTS)
@pytest.mark.parametrize("behaviour", FAILING.values(), ids=FAILING)
def test_a_model_that_fails_leaves_the_embedded_answer_in_time(
    folder: Path, embedded: dict[str, Any], path: str, behaviour: Behaviour
) -> None:
    with LlmServer(behaviour) as server, served(folder, server) as client:
        begun = monotonic()
        answer = asked(client, path)
        assert monotonic() - begun < DEADLINE_S + PATIENCE_S
        assert server.requests
    assert answer["degraded"]
    assert all(call["failure"] for call in answer["llm"]["calls"])
    assert matter(answer) == matter(embedded[path])
    assert matter(answer)


def grading(choose: Callable[[list[str]], Grades]) -> Behaviour:
    """Grades what the prompt offers, and fails at every other task."""

    def behave(handler: Any, request: dict[str, Any]) -> None:
        prompt = request["messages"][-1]["content"]
        offered = re.findall(r"^(K\d+) \|", prompt, re.M)
        graded = [{"id": name, "grade": grade} for name, grade in choose(offered)]
        text(json.dumps({"graded": graded}))(handler, request)

    return behave


@pytest.mark.parametrize(
    ("choose", "rejected"),
    [
        (lambda offered: [(offered[0], 3)], set()),
        (lambda offered: [("K999", 3), ("customer-churn-rate", 3)], {"unknown id"}),
        (lambda offered: [(offered[0], 3), (offered[0], 1)], {"id named twice"}),
        (lambda offered: [(offered[0], 9)], {"unknown grade"}),
    ],
    ids=["valid", "wrong ids", "duplicated ids", "wrong grade"],
)
def test_what_is_wrong_in_a_good_reply_is_counted_and_the_rest_stands(
    folder: Path, choose: Callable[[list[str]], Grades], rejected: set[str]
) -> None:
    with LlmServer(grading(choose)) as server, served(folder, server) as client:
        answer = asked(client, "/v1/recommendations")
    ranked = [call for call in answer["llm"]["calls"] if call["task"] == "rerank"]
    assert ranked
    assert not any(call["failure"] for call in ranked)
    assert set(answer["llm"]["rejected"]) == rejected
    assert answer["recommendations"]
