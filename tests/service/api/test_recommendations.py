from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from service.adapters.store.database import AnswerKind
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from tests.service.api.serving import kept_answers

ASKED = {
    "objective": "Reduce the customer churn rate from 8% to 5% by Q4 2027",
    "today": "2026-11-23",
}


def recommended(client: TestClient, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/recommendations", json=ASKED | more)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_answer_is_typed_and_identified(client: TestClient) -> None:
    answer = RecommendationAnswer.model_validate(recommended(client))
    assert answer.id
    assert answer.created_at
    assert answer.created_at.tzinfo
    assert answer.objective.deadline is not None
    assert answer.recommendations[0].id == "customer-churn-rate"
    assert answer.recommendations[0].reasons[0].quote


def test_same_input_gets_the_same_answer(client: TestClient) -> None:
    first, second = recommended(client), recommended(client)
    assert first.pop("id") != second.pop("id")
    first.pop("created_at")
    second.pop("created_at")
    assert first == second


def test_kept_answer_is_the_given_one(client: TestClient) -> None:
    answer = recommended(client)
    assert client.get(f"/v1/recommendations/{answer['id']}").json() == answer


def test_constraints_hold(client: TestClient) -> None:
    answer = recommended(client, domain="sales", k=2)
    found = answer["recommendations"]
    assert len(found) <= 2
    assert {kpi["domain"] for kpi in found} <= {"sales"}


def test_abstention_is_an_answer(client: TestClient) -> None:
    answer = recommended(client, objective="1234 5678")
    assert answer["abstained"]
    assert answer["reason"]
    assert not answer["recommendations"]


def test_request_is_kept_with_its_day(client: TestClient, served: Application) -> None:
    body = {"objective": "Reduce costs next year"}
    answer = client.post("/v1/recommendations", json=body).json()
    kept = served.store.get(AnswerKind.RECOMMENDATION, answer["id"])
    assert kept.request["objective"] == body["objective"]
    assert kept.request["today"]


def test_refused_request_keeps_nothing(client: TestClient, served: Application) -> None:
    before = kept_answers(served)
    for wrong in ({"k": 0}, {"domain": "astrology"}, {"objective": " "}, {"unknown": 1}):
        assert client.post("/v1/recommendations", json=ASKED | wrong).status_code == 422
    assert kept_answers(served) == before
