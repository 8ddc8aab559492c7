from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from service.answers.audit import AuditAnswer
from service.answers.drift import AuditPage, DriftAnswer
from service.bootstrap import Application
from tests.service.api.serving import kept_answers

AUDITS = "/v1/audits?today=2026-11-23"


def test_audit_is_typed_and_identified(client: TestClient, goal_set: dict[str, Any]) -> None:
    response = client.post(AUDITS, json=goal_set)
    assert response.status_code == 200
    audit = AuditAnswer.model_validate(response.json())
    assert audit.id
    assert audit.created_at
    assert (audit.objectives, audit.goals) == (2, 3)
    assert audit.today.isoformat() == "2026-11-23"
    conflicts = [set(finding.goals) for finding in audit.findings if finding.rule == "conflict"]
    assert {"shops", "less"} in conflicts


def test_kept_audit_is_the_given_one(client: TestClient, goal_set: dict[str, Any]) -> None:
    audit = client.post(AUDITS, json=goal_set).json()
    assert client.get(f"/v1/audits/{audit['id']}").json() == audit


def test_report_is_one_page_of_html(client: TestClient, goal_set: dict[str, Any]) -> None:
    audit = client.post(AUDITS, json=goal_set).json()
    response = client.get(f"/v1/audits/{audit['id']}/report")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "Bakery" in response.text
    assert "Repaint the canteen" in response.text
    assert "'sha256-" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]


def test_an_audit_is_no_recommendation(client: TestClient, goal_set: dict[str, Any]) -> None:
    audit = client.post(AUDITS, json=goal_set).json()
    assert client.get(f"/v1/recommendations/{audit['id']}").status_code == 404


def test_contradictory_goal_set_says_where(
    client: TestClient, served: Application, goal_set: dict[str, Any]
) -> None:
    before = kept_answers(served)
    goal_set["goals"][1]["parent"] = "nobody"
    response = client.post(AUDITS, json=goal_set)
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"where": "goals[1].parent", "message": "'nobody' is not the id of an objective or goal"}
    ]
    assert kept_answers(served) == before


def test_wrong_day_is_refused(client: TestClient, goal_set: dict[str, Any]) -> None:
    response = client.post("/v1/audits?today=tomorrow", json=goal_set)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "today"


def test_yaml_is_not_accepted(client: TestClient) -> None:
    yaml = {"content-type": "application/yaml"}
    assert client.post(AUDITS, content="goals: []", headers=yaml).status_code == 415


def test_audits_are_listed_newest_first_and_paged(
    client: TestClient, goal_set: dict[str, Any]
) -> None:
    mine = goal_set | {"organisation": "Paged Bakery"}
    made = [client.post(AUDITS, json=mine).json() for _ in range(3)]
    client.post(AUDITS, json=goal_set)
    query = {"organisation": "Paged Bakery", "limit": 2}
    page = AuditPage.model_validate(client.get("/v1/audits", params=query).json())
    assert page.total == 3
    assert [audit.id for audit in page.items] == [made[2]["id"], made[1]["id"]]
    rest = client.get("/v1/audits", params=query | {"offset": 2}).json()
    assert [audit["id"] for audit in rest["items"]] == [made[0]["id"]]
    newest = page.items[0]
    assert newest.score is not None
    assert (newest.goals, newest.objectives) == (3, 2)
    assert newest.score.model_dump() == made[2]["score"]
    assert client.get("/v1/audits").json()["total"] > 3
    assert client.get("/v1/audits", params={"organisation": "Nobody"}).json()["total"] == 0
    history = client.get("/v1/audits/history", params={"organisation": "Paged Bakery"}).json()
    assert [audit["id"] for audit in history] == [audit["id"] for audit in made]
    assert all(audit["score"]["parts"] for audit in history)


def test_the_difference_of_two_audits_is_told_from_the_first(
    client: TestClient, goal_set: dict[str, Any]
) -> None:
    first = client.post(AUDITS, json=goal_set).json()
    goal_set["goals"][2]["text"] = "Repaint the canteen in green"
    goal_set["goals"].append({"id": "new", "text": "Reduce employee turnover by 3%"})
    second = client.post(AUDITS, json=goal_set).json()
    response = client.get(f"/v1/audits/{second['id']}/diff/{first['id']}")
    drift = DriftAnswer.model_validate(response.json())
    assert (drift.before.id, drift.after.id) == (first["id"], second["id"])
    assert [goal.id for goal in drift.goals.added] == ["new"]
    assert [goal.id for goal in drift.goals.reworded] == ["paint"]
    assert drift.notes == []
    assert drift.score is not None
    assert drift.score.after == second["score"]["value"]
    other_way = client.get(f"/v1/audits/{first['id']}/diff/{second['id']}")
    assert other_way.json() == response.json()


def test_the_difference_to_an_unknown_audit(client: TestClient, goal_set: dict[str, Any]) -> None:
    audit = client.post(AUDITS, json=goal_set).json()
    assert client.get(f"/v1/audits/{audit['id']}/diff/nothing").status_code == 404
    assert client.get(f"/v1/audits/nothing/diff/{audit['id']}").status_code == 404
