from __future__ import annotations

import io
from typing import Any

from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from service.answers.audit import AuditAnswer
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


def test_report_as_workbook(client: TestClient, goal_set: dict[str, Any]) -> None:
    audit = client.post(AUDITS, json=goal_set).json()
    response = client.get(f"/v1/audits/{audit['id']}/report?format=xlsx")
    assert response.headers["content-type"].endswith("spreadsheetml.sheet")
    assert f"audit-{audit['id']}.xlsx" in response.headers["content-disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert book.sheet_names == ["Summary", "Findings", "Links", "Goals", "Map"]


def test_report_in_no_known_format(client: TestClient, goal_set: dict[str, Any]) -> None:
    audit = client.post(AUDITS, json=goal_set).json()
    response = client.get(f"/v1/audits/{audit['id']}/report?format=pdf")
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "format"


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
