from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.answers.cascade import CascadeAnswer
from service.bootstrap import Application
from tests.service.api.serving import kept_answers

ASKED = {
    "objective": "Reduce the customer churn rate from 8% to 5% by Q4 2027",
    "to": ["customer service", "sales", "hr"],
    "today": "2026-11-26",
}


def cascaded(client: TestClient, body: dict[str, Any]) -> dict[str, Any]:
    response = client.post("/v1/cascades", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_answer_is_typed_and_kept(client: TestClient) -> None:
    answer = cascaded(client, ASKED)
    read = CascadeAnswer.model_validate(answer)
    assert [unit.unit for unit in read.cascades[0].units] == ASKED["to"]
    assert client.get(f"/v1/cascades/{answer['id']}").json() == answer


def test_a_goal_set_is_carried_to_its_owners(client: TestClient, goal_set: dict[str, Any]) -> None:
    answer = cascaded(client, {"goal_set": goal_set, "today": "2026-11-26"})
    assert answer["organisation"] == "Bakery"
    assert [entry["objective_id"] for entry in answer["cascades"]] == ["grow", "staff"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": []},
        {"to": [" "]},
        {"to": ["x"] * 31},
        {"to": ["x" * 201]},
        {"objective": " "},
        {"down_to": "company"},
        {"unknown": 1},
        {"goal_set": {"strategy": {"objectives": []}, "goals": []}},
    ],
)
def test_refused_request_keeps_nothing(
    client: TestClient, served: Application, wrong: dict[str, Any]
) -> None:
    before = kept_answers(served)
    assert client.post("/v1/cascades", json=ASKED | wrong).status_code == 422
    assert kept_answers(served) == before


def test_no_such_cascade(client: TestClient) -> None:
    assert client.get("/v1/cascades/none").status_code == 404
