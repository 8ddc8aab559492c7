"""Feedback in the browser, without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.api.serving import fake_application, serving
from tests.service.recommend.test_feedback import RENEW
from tests.service.web.markup import Page

KPI = "contract-renewal-rate"
SCRIPT = "<script>alert(1)</script>\"' onload=x"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(fake_application(tmp_path_factory.mktemp("visitor"))) as opened:
        yield opened


def shown(visitor: TestClient, **asked: str) -> Page:
    page = Page(visitor.get("/", params={"objective": RENEW, **asked}).text)
    page.assert_harmless()
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    return page


def send(visitor: TestClient, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    return visitor.post("/feedback", data=fields, headers=headers, follow_redirects=False)


def judge(visitor: TestClient, verdict: str, **more: Any) -> Any:
    return send(visitor, objective=RENEW, k="6", kpi=KPI, verdict=verdict, **more)


def undo_all(visitor: TestClient, organisation: str) -> Page:
    page = Page(visitor.get("/feedback", params={"organisation": organisation}).text)
    page.assert_harmless()
    for button in page.all("button"):
        if button.get("name") == "undo":
            send(visitor, undo=button["value"], organisation=organisation)
    return Page(visitor.get("/feedback", params={"organisation": organisation}).text)


def test_a_rejected_kpi_is_left_out_and_undo_brings_it_back(visitor: TestClient) -> None:
    before = shown(visitor, organisation="Rye & Sons").text
    sent = judge(visitor, "reject", organisation="Rye & Sons", reason=SCRIPT)
    assert sent.status_code == 303
    address = sent.headers["location"]
    assert address.startswith("/?objective=")
    page = Page(visitor.get(address).text)
    page.assert_harmless()
    assert f"{KPI} left out by your feedback" in page.text
    assert "<script>alert" not in page.html
    assert SCRIPT in page.text
    (undo,) = [b["value"] for b in page.all("button") if b.get("name") == "undo"]
    back = send(visitor, undo=undo, objective=RENEW, organisation="Rye & Sons")
    assert back.status_code == 303
    assert shown(visitor, organisation="Rye & Sons").text == before
    assert send(visitor, undo=undo).status_code == 303  # undone already


def test_an_accepted_kpi_says_that_it_moved(visitor: TestClient) -> None:
    judge(visitor, "accept", organisation="Rye")
    page = shown(visitor, organisation="Rye")
    assert "Moved by your feedback: accepted for" in page.text
    assert "Your organisation's feedback" in page.text
    assert "Moved by your feedback" not in shown(visitor).text
    assert "Nothing yet." in undo_all(visitor, "Rye").text


def test_every_card_can_be_judged_and_the_form_keeps_what_was_asked(visitor: TestClient) -> None:
    page = shown(visitor, organisation="Rye", level="team")
    forms = [form for form in page.all("form") if form["action"] == "/feedback"]
    assert len(forms) == len(page.all("article")) > 0
    hidden = {(i["name"], i["value"]) for i in page.all("input") if i.get("type") == "hidden"}
    assert {("organisation", "Rye"), ("level", "team"), ("objective", RENEW)} <= hidden


def test_an_edited_kpi_shows_both_wordings(visitor: TestClient) -> None:
    edit = {"name": SCRIPT, "definition": "Who stays", "target": "Keep 95 of 100."}
    body = {"objective": RENEW, "kpi": KPI, "verdict": "edit", "edit": edit}
    given = visitor.post("/v1/feedback", json=body).json()
    page = shown(visitor)
    for words in (SCRIPT, "The library calls it", "Contract renewal rate", "Keep 95 of 100."):
        assert words in page.text
    assert "<script>alert" not in page.html
    listed = Page(visitor.get("/feedback").text)
    assert SCRIPT in listed.text
    assert visitor.delete(f"/v1/feedback/{given['id']}").status_code == 204


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kpi": "no-such-kpi"}, "there is no KPI"),
        ({"verdict": "maybe"}, "Input should be"),
        ({"verdict": "edit"}, "an edit needs"),
        ({"reason": "x" * 1001}, "at most 1000 characters"),
        ({"objective": ""}, "Objective: String should have at least 1 character"),
    ],
)
def test_what_cannot_be_used_is_told(
    visitor: TestClient, fields: dict[str, str], words: str
) -> None:
    sent = send(visitor, **({"objective": RENEW, "kpi": KPI, "verdict": "accept"} | fields))
    assert sent.status_code == 422
    assert words in Page(sent.text).text
    assert "Nothing yet." in Page(visitor.get("/feedback").text).text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_other_sites_cannot_send_the_form(visitor: TestClient, headers: dict[str, str]) -> None:
    sent = send(visitor, headers, objective=RENEW, kpi=KPI, verdict="reject")
    assert sent.status_code == 403
    assert "Nothing yet." in Page(visitor.get("/feedback").text).text


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}]
)
def test_our_own_pages_can(visitor: TestClient, headers: dict[str, str]) -> None:
    sent = send(visitor, headers, objective=RENEW, kpi=KPI, verdict="reject", organisation="Own")
    assert sent.status_code == 303
    undo_all(visitor, "Own")


def test_another_content_type_is_refused(visitor: TestClient) -> None:
    assert visitor.post("/feedback", json={"undo": "x"}).status_code == 415
