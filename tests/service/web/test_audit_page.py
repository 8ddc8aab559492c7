from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from service.web import uploads
from service.web.pages import EXAMPLE_GOAL_SET, MAX_ISSUES
from tests.service.adapters.importers.goal_sets.test_reading import FILES
from tests.service.web.markup import Page

FORM = {"content-type": "application/x-www-form-urlencoded"}
SCRIPT = "<script>alert(1)</script>"


def sent(browser: TestClient, text: str) -> Any:
    return browser.post("/audit", content=urlencode({"goal_set": text}), headers=FORM)


def test_form(browser: TestClient) -> None:
    page = Page(browser.get("/audit").text)
    page.assert_harmless()
    assert page.all("form")[0]["action"] == "/audit"


def test_example_is_filled_in_and_audited(browser: TestClient) -> None:
    assert "Riverside Library Trust" in browser.get("/audit?example=1").text
    response = sent(browser, EXAMPLE_GOAL_SET)
    assert response.status_code == 200
    assert response.url.path.startswith("/audits/")
    page = Page(response.text)
    page.assert_harmless()
    assert "Riverside Library Trust" in page.text
    assert "Goals pull against each other" in page.text
    for address in {a for a in page.addresses if a.startswith("/")}:
        assert browser.get(address).status_code == 200, address


def test_result_is_redirected_to(browser: TestClient) -> None:
    content = urlencode({"goal_set": EXAMPLE_GOAL_SET})
    response = browser.post("/audit", content=content, headers=FORM, follow_redirects=False)
    assert response.status_code == 303


def test_json_is_read_too(browser: TestClient) -> None:
    goal_set = {
        "organisation": SCRIPT,
        "strategy": {"objectives": [{"id": "o", "text": f"Grow {SCRIPT}"}]},
        "goals": [{"id": SCRIPT, "text": f"Sell {SCRIPT}", "owner": SCRIPT, "parent": "o"}],
    }
    response = sent(browser, json.dumps(goal_set))
    assert response.status_code == 200
    page = Page(response.text)
    page.assert_harmless()
    assert SCRIPT not in page.html
    report = browser.get(f"/v1{response.url.path}/report").text
    assert SCRIPT not in report
    assert "&lt;script&gt;" in report


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file or paste a goal set first."),
        ("  \n", "Choose a file or paste a goal set first."),
        ("a: [", "is not plain YAML"),
        ("{", "is not JSON"),
        ('{"goals": NaN}', "holds the number NaN"),
        ("just text", "must be a mapping"),
        ("a: &x 1\nb: *x", "anchors and aliases are not allowed"),
        ("goals: []", "strategy"),
        (EXAMPLE_GOAL_SET + "  - {id: z, text: Z, parent: nobody}\n", "goals[5].parent"),
        (f"goals: {SCRIPT}", "goals"),
        ("a: \0", "control character"),
    ],
)
def test_unusable_text_is_kept_and_explained(browser: TestClient, text: str, words: str) -> None:
    response = sent(browser, text)
    assert response.status_code == 422
    page = Page(response.text)
    page.assert_harmless()
    assert words in page.text
    assert SCRIPT not in page.html


def test_markup_in_the_text_stays_in_its_field(browser: TestClient) -> None:
    text = "</textarea><script>alert(1)</script>"
    page = Page(sent(browser, text).text)
    assert text not in page.html
    assert text in "".join(page.words)


VIVA = (FILES / "viva_goals.csv").read_bytes()


def uploaded(browser: TestClient, content: bytes, name: str = "plan.csv", **fields: str) -> Any:
    return browser.post("/audit", files={"file": (name, content)}, data={"goal_set": "", **fields})


def test_a_file_is_read_and_shown_before_it_is_audited(browser: TestClient) -> None:
    response = uploaded(browser, VIVA)
    assert response.status_code == 200
    page = Page(response.text)
    page.assert_harmless()
    for said in (
        "Read as Viva Goals: 1 objective, 2 goals", "Parent is read from Parent IDs",
        "Kept without meaning: Status",
    ):  # fmt: skip
        assert said in page.text
    text = html.unescape(
        response.text.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    )
    assert "Train 40 crane drivers" in text
    audited = browser.post("/audit", files={"file": ("", b"")}, data={"goal_set": text})
    assert audited.url.path.startswith("/audits/")
    assert "Train 40 crane drivers" in Page(audited.text).text


def test_refused_rows_of_a_file_are_shown(browser: TestClient) -> None:
    content = f"goal,parent\nGrow,\nSell,Grow\n{SCRIPT},nobody\n".encode()
    page = Page(uploaded(browser, content).text)
    page.assert_harmless()
    assert "plan.csv, line 4" in page.text
    assert "without the entry that is refused" in page.text
    assert SCRIPT not in page.html


def test_a_file_without_objectives_still_shows_its_columns(browser: TestClient) -> None:
    page = Page(uploaded(browser, b"Goal,Owner\nSell,Ann\n").text)
    assert "no entry can be made out as an objective" in page.text
    assert "Owner is read from Owner" in page.text


def test_the_order_of_dates_can_be_said(browser: TestClient) -> None:
    content = b"goal,parent,due\nGrow,,\nSell,Grow,1/2/2027\n"
    asked = Page(uploaded(browser, content).text).text
    assert "could be two days: say which comes first under “What the columns say”" in asked
    assert "2027-02-01" in uploaded(browser, content, date_order="dmy").text


WAS = "Was;Wofür;Bis\nWachsen;;\nVerkaufen;Wachsen;1/2/2027\n".encode()


def columns_form(response: Any) -> dict[str, Any]:
    """What the form of the columns sends when nothing is changed."""
    page = Page(response.text)
    names = ("kept_goals", "kept_goals_name", "kept_strategy", "kept_strategy_name")
    hidden = {a["name"] or "": a["value"] for a in page.all("input") if a.get("name") in names}
    assert {a["value"] for a in page.all("option")} >= {"text=", ""}
    return hidden


def read_again(browser: TestClient, fields: dict[str, Any]) -> Any:
    return browser.post("/audit", data=fields, files={"unused": ("", b"")})


def test_unknown_columns_can_be_said_and_the_file_is_read_again(browser: TestClient) -> None:
    first = uploaded(browser, WAS)
    assert first.status_code == 422
    page = Page(first.text)
    page.assert_harmless()
    assert "no column is known to be the text of a goal. Say which below." in page.text
    assert "--map" not in page.text
    said = ["text=Was", "parent=Wofür", "due=Bis", "owner="]
    again = read_again(browser, columns_form(first) | {"map": said, "date_order": "mdy"})
    assert again.status_code == 200
    assert "Read as a table: 1 objective, 1 goal" in Page(again.text).text
    assert "2027-01-02" in again.text
    chosen = [a["value"] for a in Page(again.text).all("option") if "selected" in a]
    assert chosen == ["text=Was", "parent=Wofür", "owner=", "due=Bis", "mdy"]
    third = read_again(browser, columns_form(again) | {"map": ["text=Wofür"]})
    assert "Text of the goal is read from Wofür" in Page(third.text).text


def test_the_mapping_is_open_where_something_is_left_to_be_said(browser: TestClient) -> None:
    def opened(content: bytes) -> bool:
        page = Page(uploaded(browser, content).text)
        (details,) = [a for a in page.all("details") if a.get("class") == "columns-said"]
        return "open" in details

    assert not opened(b"goal,parent\nGrow,\nSell,Grow\n")
    assert opened(b"goal,parent,Farbe\nGrow,,\nSell,Grow,red\n")
    assert opened(b"goal,parent\nGrow,\nSell,Grow\nDig,nobody\n")


def test_a_strategy_in_a_file_of_its_own(browser: TestClient) -> None:
    goals = ("goals.csv", b"Goal,Owner,Farbe\nSell,Ann,red\n")
    alone = browser.post("/audit", files={"file": goals})
    assert "Choose a file with the strategy, too" in Page(alone.text).text
    strategy = ("strategy.txt", b"Objective\nGrow the bakery\n")
    both = browser.post("/audit", files={"file": goals, "strategy": strategy})
    assert "1 objective, 1 goal" in Page(both.text).text
    assert "Grow the bakery" in both.text
    again = read_again(browser, columns_form(both) | {"map": ["kpi=Farbe"]})
    assert "KPI is read from Farbe" in Page(again.text).text
    assert "Grow the bakery" in again.text
    without = browser.post("/audit", files={"strategy": strategy})
    assert without.status_code == 422
    assert "Choose the file with the goals, too." in Page(without.text).text


def test_a_file_that_does_not_come_back_whole(browser: TestClient) -> None:
    response = read_again(browser, {"kept_goals": "%%", "kept_goals_name": "plan.csv"})
    assert response.status_code == 422
    assert "Choose it again." in Page(response.text).text


def test_a_large_file_is_not_kept_in_the_page(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_KEPT", len(WAS) - 1)
    page = Page(uploaded(browser, WAS).text)
    assert "too large to be read again from here" in page.text
    assert not [a for a in page.all("input") if (a.get("name") or "").startswith("kept")]


def test_markup_in_a_file_stays_text(browser: TestClient) -> None:
    content = f'{SCRIPT},goal"><b>\nx,y\n'.encode()
    page = Page(uploaded(browser, content, f'"><{SCRIPT}.csv').text)
    page.assert_harmless()
    assert SCRIPT not in page.html
    assert "<b>" not in page.html


def test_many_row_issues_are_cut(browser: TestClient) -> None:
    rows = "".join(f"Dig {n},nobody\n" for n in range(MAX_ISSUES + 4))
    page = Page(uploaded(browser, f"goal,parent\nGrow,\nSell,Grow\n{rows}".encode()).text)
    assert f"Row by row: {MAX_ISSUES + 4} refused, 0 notes" in page.text
    assert "And 4 more;" in page.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"x", "plan.pdf", "an ending that is none of"),
        (b"x", "plan.xlsx", "no XLSX workbook"),
        (b"<!DOCTYPE a><a/>", "plan.xml", "document type declaration"),
    ],
)
def test_unusable_files(browser: TestClient, content: bytes, name: str, said: str) -> None:
    response = uploaded(browser, content, name)
    assert response.status_code == 422
    assert said in Page(response.text).text


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_broken_uploads_are_explained(browser: TestClient, kind: str) -> None:
    response = browser.post("/audit", content=b"{}", headers={"content-type": kind})
    assert response.status_code == 422


@pytest.mark.parametrize("content_type", ["application/json", "text/csv", ""])
def test_other_content_types_are_refused(browser: TestClient, content_type: str) -> None:
    response = browser.post("/audit", content="{}", headers={"content-type": content_type})
    assert response.status_code == 415
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("body", [b"goal_set=%ff", b"goal_set=\xff", b"a=1&" * 50])
def test_unreadable_forms_are_explained(browser: TestClient, body: bytes) -> None:
    response = browser.post("/audit", content=body, headers=FORM)
    assert response.status_code == 422
    assert "The form cannot be read" in response.text
