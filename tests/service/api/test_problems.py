from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.adapters.store.database import Store
from service.errors import StoreUnavailable
from service.recommend.pipeline import Recommender
from tests.service.api.serving import fake_application, kept_answers, serving

JSON = {"content-type": "application/json"}
ASK = "/v1/recommendations"
AUDIT = "/v1/audits"


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem details of a response, checked against RFC 9457."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    problem: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert problem["status"] == status
    assert "Traceback" not in response.text
    return problem


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/../pages.py", 404),
        ("GET", "/static/%2e%2e/pages.py", 404),
        ("GET", "/v1/recommendations/0", 404),
        ("GET", "/v1/recommendations/%00%ff", 404),
        ("GET", "/v1/audits/0", 404),
        ("GET", "/v1/audits/0/report", 404),
        ("GET", "/v1/kpis/nothing", 404),
        ("GET", "/recommendations/0", 404),
        ("GET", "/audits/0", 404),
        ("DELETE", "/v1/kpis", 405),
        ("PUT", "/v1/recommendations", 405),
        ("POST", "/", 405),
    ],
)
def test_addresses(client: TestClient, method: str, path: str, status: int) -> None:
    problem_of(client.request(method, path), status)


def test_wrong_method_says_which_are_right(client: TestClient) -> None:
    assert client.put("/v1/recommendations").headers["allow"] == "POST"


@pytest.mark.parametrize("path", [ASK, AUDIT])
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/yaml", ""]
)
def test_other_content_types(client: TestClient, path: str, content_type: str) -> None:
    body = '{"objective": "Reduce churn"}'
    problem_of(client.post(path, content=body, headers={"content-type": content_type}), 415)


@pytest.mark.parametrize("path", [ASK, AUDIT])
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"objective: yaml",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"objective": NaN}',
        b'{"objective": "x", "k": Infinity}',
        b'{"objective": "x", "k": 1e999}',
        b'{"objective": "x", "k": -1e999}',
        b'{"objective": "x", "k": ' + b"9" * 5000 + b"}",
        b'{"objective": "x", "objective": "y"}',
    ],
    ids=range(10),
)
def test_what_is_no_json(client: TestClient, path: str, body: bytes) -> None:
    problem = problem_of(client.post(path, content=body, headers=JSON), 400)
    assert len(problem["detail"]) < 600


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "objective"),
        ([], "body"),
        ("text", "body"),
        (None, "body"),
        ({"objective": ""}, "objective"),
        ({"objective": "   "}, "objective"),
        ({"objective": 5}, "objective"),
        ({"objective": "x" * 2001}, "objective"),
        ({"objective": "x", "k": 0}, "k"),
        ({"objective": "x", "k": 21}, "k"),
        ({"objective": "x", "k": "6"}, "k"),
        ({"objective": "x", "k": 1.5}, "k"),
        ({"objective": "x", "k": True}, "k"),
        ({"objective": "x", "k": 10**100}, "k"),
        ({"objective": "x", "level": "galaxy"}, "level"),
        ({"objective": "x", "today": "2026-02-30"}, "today"),
        ({"objective": "x", "domain": "astrology"}, "domain"),
        ({"objective": "x", "typo": 1}, "typo"),
        ({"objective": "\ud800"}, "objective"),
    ],
)
def test_invalid_objectives_say_where(client: TestClient, body: Any, where: str) -> None:
    response = client.post(ASK, content=json.dumps(body), headers=JSON)
    problem = problem_of(response, 422)
    assert problem["type"] == "urn:plumbline:problem:invalid-input"
    assert [error["where"] for error in problem["errors"]] == [where]


def test_huge_input_is_not_echoed(client: TestClient) -> None:
    secret = "confidential" * 100_000
    for body in ({"objective": secret}, {"objective": "x", "domain": secret}, {secret: 1}):
        response = client.post(ASK, json=body)
        problem_of(response, 422)
        assert len(response.content) < 3_000


def test_many_errors_are_counted_not_listed(client: TestClient) -> None:
    goals = [{"id": str(n), "text": ""} for n in range(500)]
    body = {"strategy": {"objectives": [{"id": "o", "text": "Grow"}]}, "goals": goals}
    problem = problem_of(client.post(AUDIT, json=body), 422)
    assert len(problem["errors"]) == 20
    assert problem["detail"].startswith("500 places cannot be used")
    assert problem["errors"][3]["where"] == "goals[3].text"


def test_lone_surrogate_in_a_key_is_answered(client: TestClient) -> None:
    problem_of(client.post(ASK, content=b'{"\\ud800": 1}', headers=JSON), 422)


def test_body_over_the_limit_by_its_length(client: TestClient) -> None:
    problem_of(client.post(AUDIT, content=b" " * 5_000_001, headers=JSON), 413)


def test_body_over_the_limit_without_length(client: TestClient) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(60):
            sent += 1
            yield b" " * 100_000

    for path, headers in (
        (AUDIT, JSON),
        ("/audit", {"content-type": "application/x-www-form-urlencoded"}),
    ):
        problem_of(client.post(path, content=chunks(), headers=headers), 413)


def test_unexpected_errors_hide_internals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    application = fake_application(tmp_path)
    with serving(application) as client:
        monkeypatch.setattr(Recommender, "recommend", fail)
        response = client.post(ASK, json={"objective": "Reduce churn"})
        problem_of(response, 500)
        assert "secret" not in response.text
        assert "RuntimeError" in caplog.text
        assert kept_answers(application) == 0


def test_store_that_cannot_write_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("/secret/path is read-only")

    application = fake_application(tmp_path)
    with serving(application) as client:
        monkeypatch.setattr(Store, "add", fail)
        response = client.post(ASK, json={"objective": "Reduce churn"})
        assert "secret" not in response.text
        problem_of(response, 503)
        assert kept_answers(application) == 0


def test_words_of_the_user_are_not_logged(
    client: TestClient, goal_set: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="service")
    client.post(ASK, json={"objective": "Reduce zanzibar churn"})
    client.post(ASK, json={"objective": "Reduce zanzibar churn", "domain": "zanzibar"})
    goal_set["goals"][0]["text"] = "Win zanzibar"
    client.post(AUDIT, json=goal_set)
    logged = [record for record in caplog.records if record.name.startswith("service")]
    assert "zanzibar" not in " ".join(record.getMessage() for record in logged)
