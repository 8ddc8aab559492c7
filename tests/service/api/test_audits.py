from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from service.answers.audit import AuditAnswer, FindingAnswer
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


def test_report_with_what_changed_and_the_history(
    client: TestClient, goal_set: dict[str, Any]
) -> None:
    goal_set["organisation"] = "Changing Bakery"
    first = client.post(AUDITS, json=goal_set).json()
    goal_set["goals"][2]["text"] = "Repaint the canteen in green"
    second = client.post(AUDITS, json=goal_set).json()
    third = client.post(AUDITS, json=goal_set).json()
    report = f"/v1/audits/{second['id']}/report"
    alone = client.get(report).text
    assert "What changed" not in alone
    assert " 2 audits" in alone  # not the one that was made later
    told = client.get(report, params={"since": first["id"]}).text
    assert "Goals reworded (1)" in told
    assert client.get(report, params={"since": "last"}).text == told
    book = client.get(report, params={"since": "last", "format": "xlsx"})
    names = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names
    assert names[-2:] == ["Changes", "History"]
    page = client.get(f"/audits/{second['id']}", params={"since": first["id"]}).text
    assert "Goals reworded (1)" in page
    assert f"report?since={first['id']}" in page
    assert f'href="/audits/{second["id"]}?since={first["id"]}#changes"' in page
    later = client.get(report, params={"since": third["id"]})
    assert later.status_code == 422
    assert "was made after this audit" in later.json()["detail"]
    assert client.get(report, params={"since": "nothing"}).status_code == 404
    before = client.get(f"/v1/audits/{first['id']}/report", params={"since": "last"})
    assert before.status_code == 404


def test_goal_sets_without_a_name_have_no_history(
    client: TestClient, goal_set: dict[str, Any]
) -> None:
    del goal_set["organisation"]
    for _ in range(2):
        audit = client.post(AUDITS, json=goal_set).json()
    assert "Score over time" not in client.get(f"/v1/audits/{audit['id']}/report").text


def test_report_as_workbook(client: TestClient, goal_set: dict[str, Any]) -> None:
    goal_set["organisation"] = "Workbook Bakery"
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


def test_audits_are_listed_newest_first_and_paged(
    client: TestClient, goal_set: dict[str, Any]
) -> None:
    mine = goal_set | {"organisation": "Paged Bakery"}
    made = [client.post(AUDITS, json=mine).json() for _ in range(3)]
    client.post(AUDITS, json=goal_set)
    query: dict[str, Any] = {"organisation": "Paged Bakery", "limit": 2}
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


class TestDismissals:
    @pytest.fixture
    def audit(self, client: TestClient, goal_set: dict[str, Any]) -> Iterator[AuditAnswer]:
        """An audit of an organisation of its own; the client is shared, so nothing is left."""
        mine = goal_set | {"organisation": "Dismissing Bakery"}
        made = AuditAnswer.model_validate(client.post(AUDITS, json=mine).json())
        yield made
        for one in client.get(
            "/v1/audits/dismissals", params={"organisation": made.organisation}
        ).json():
            assert client.delete(path_of(made, one["finding"])).status_code == 204

    def test_a_dismissal_holds_for_all_audits_of_the_organisation(
        self, client: TestClient, goal_set: dict[str, Any], audit: AuditAnswer
    ) -> None:
        conflict = next(finding for finding in audit.findings if finding.rule == "conflict")
        body = {"reason": "  Agreed with «Sales» ", "by": "Ann"}
        response = client.post(path_of(audit, conflict.id), json=body)
        assert response.status_code == 201
        dismissed = FindingAnswer.model_validate(response.json())
        assert dismissed.dismissed is not None
        assert (dismissed.dismissed.reason, dismissed.dismissed.by) == (
            "Agreed with «Sales»",
            "Ann",
        )
        mine = goal_set | {"organisation": audit.organisation}
        mine["goals"].append({"id": "new", "text": "Bake rolls"})
        later = AuditAnswer.model_validate(client.post(AUDITS, json=mine).json())
        assert dismissed in later.dismissed_findings
        assert conflict.id not in {finding.id for finding in later.open_findings}
        earlier = AuditAnswer.model_validate(client.get(f"/v1/audits/{audit.id}").json())
        assert earlier.dismissed_findings == [dismissed]
        assert earlier.score == audit.score
        report = client.get(f"/v1/audits/{audit.id}/report").text
        assert "Agreed with «Sales»" in report
        other = AuditAnswer.model_validate(client.post(AUDITS, json=goal_set).json())
        assert other.dismissed_findings == []
        params = {"organisation": audit.organisation}
        (listed,) = client.get("/v1/audits/dismissals", params=params).json()
        assert (listed["finding"], listed["rule"]) == (conflict.id, "conflict")
        assert listed["dismissal"]["reason"] == "Agreed with «Sales»"

    def test_it_can_be_taken_back_and_given_again(
        self, client: TestClient, audit: AuditAnswer
    ) -> None:
        path = path_of(audit, audit.findings[0].id)
        assert client.delete(path).status_code == 404
        for reason in ("First", "Second"):
            assert client.post(path, json={"reason": reason}).status_code == 201
        (found,) = (f for f in kept_audit(client, audit).findings if f.dismissed)
        assert found.dismissed is not None
        assert (found.dismissed.reason, found.dismissed.by) == ("Second", "")
        assert client.delete(path).status_code == 204
        assert kept_audit(client, audit) == audit

    @pytest.mark.parametrize("body", [{}, {"reason": " "}, {"reason": "x", "colour": "red"}])
    def test_a_reason_is_needed(
        self, client: TestClient, audit: AuditAnswer, body: dict[str, str]
    ) -> None:
        assert client.post(path_of(audit, audit.findings[0].id), json=body).status_code == 422
        assert kept_audit(client, audit) == audit

    def test_an_unknown_finding(self, client: TestClient, audit: AuditAnswer) -> None:
        for path in (path_of(audit, "nothing"), "/v1/audits/x/findings/y/dismissal"):
            assert client.post(path, json={"reason": "Known"}).status_code == 404
            assert client.delete(path).status_code == 404


def path_of(audit: AuditAnswer, finding: str) -> str:
    return f"/v1/audits/{audit.id}/findings/{finding}/dismissal"


def kept_audit(client: TestClient, audit: AuditAnswer) -> AuditAnswer:
    return AuditAnswer.model_validate(client.get(f"/v1/audits/{audit.id}").json())
