from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.web.pages import EXAMPLES
from tests.service.web.markup import Page

OBJECTIVE = "Reduce customer churn by a third by Q4 2027"
SCRIPT = "Reduce customer churn <script>alert(1)</script>\"' onload=x by Q4 2027"


def shown(browser: TestClient, status: int = 200, **fields: Any) -> Page:
    response = browser.get("/", params=fields)
    assert response.status_code == status, response.text
    page = Page(response.text)
    page.assert_harmless()
    return page


def test_empty_form_offers_examples(browser: TestClient) -> None:
    page = shown(browser)
    assert all(example in page.text for example in EXAMPLES)
    assert not page.all("article")


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_answered(browser: TestClient, example: str) -> None:
    assert shown(browser, objective=example).all("article")


def test_answer_without_script(browser: TestClient) -> None:
    page = shown(browser, objective=OBJECTIVE, k="3")
    assert 1 <= len(page.all("article")) <= 3
    for words in (
        "Customer churn rate",
        "customers_lost / customers_at_start",
        "Lower is better",
        "Lagging",
        "billing system",
        "Still needed from you: the value today (baseline)",
        "31 December 2027",
        "How it can be gamed",
        "Guard it with",
        "Average discount rate",
        "Why it was chosen",
    ):
        assert words in page.text
    assert {"class": "open"} in page.all("mark")
    assert page.all("details")


def test_fields_keep_what_was_asked(browser: TestClient) -> None:
    page = shown(browser, objective=OBJECTIVE, domain="sales", level="team", k="2")
    chosen = [option["value"] for option in page.all("option") if "selected" in option]
    assert chosen == ["sales", "team"]
    assert OBJECTIVE in page.text


def test_page_as_the_form_sends_it(browser: TestClient) -> None:
    shown(browser, objective=OBJECTIVE, domain="", level="", k="6")


def test_abstention_says_why_and_what_to_do(browser: TestClient) -> None:
    page = shown(browser, objective="1234 5678", domain="sales")
    assert "No KPI this time" in page.text
    assert "Say in an English sentence what is to change." in page.text
    assert "Choose any domain and any level." in page.text


def test_warnings_are_shown(browser: TestClient) -> None:
    page = shown(browser, objective="Wir wollen die Abwanderung der Kunden deutlich senken")
    assert "does not look English" in page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"k": "99"}, "At most: Input should be less than or equal to 20"),
        ({"k": "many"}, "At most: must be a whole number"),
        ({"k": "9" * 5000}, "At most: must be a whole number"),
        ({"domain": "astrology"}, "Domain: 'astrology' is none of"),
        ({"level": "galaxy"}, "Owned by: Input should be"),
        ({"objective": "   "}, "Objective: String should have at least 1 character"),
        ({"objective": "x" * 2001}, "Objective: String should have at most 2000 characters"),
    ],
)
def test_errors_stand_at_the_form(browser: TestClient, fields: dict[str, str], words: str) -> None:
    page = shown(browser, status=422, **({"objective": OBJECTIVE} | fields))
    assert words in page.text
    assert [tag for tag, attributes in page.tags if "aria-invalid" in attributes]


def test_objective_is_escaped(browser: TestClient) -> None:
    page = shown(browser, objective=SCRIPT)
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html
    for fields in ({"domain": SCRIPT}, {"level": SCRIPT}, {"k": SCRIPT}):
        refused = shown(browser, status=422, **({"objective": OBJECTIVE} | fields))
        assert "<script>alert" not in refused.html


def test_permanent_address(browser: TestClient) -> None:
    asked = {"objective": SCRIPT, "k": 2, "level": "team"}
    answer = browser.post("/v1/recommendations", json=asked).json()
    response = browser.get(f"/recommendations/{answer['id']}")
    page = Page(response.text)
    page.assert_harmless()
    assert "<script>alert" not in page.html
    assert f"/v1/recommendations/{answer['id']}" in page.addresses
    assert response.headers["cache-control"] == "no-store"


def test_every_field_has_a_label(browser: TestClient) -> None:
    for address in ("/", "/audit"):
        page = Page(browser.get(address).text)
        labelled = {label["for"] for label in page.all("label")}
        fields = page.all("input") + page.all("select") + page.all("textarea")
        assert {field["id"] for field in fields} == labelled
        assert page.all("html") == [{"lang": "en"}]
        assert len(page.all("h1")) == len(page.all("main")) == 1


def test_ids_are_unique(browser: TestClient) -> None:
    page = shown(browser, objective=OBJECTIVE)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_own_links_lead_somewhere(browser: TestClient) -> None:
    page = shown(browser, objective=OBJECTIVE)
    for address in {a for a in page.addresses if a.startswith("/")} - {"/v1/recommendations"}:
        assert browser.get(address).status_code == 200, address


def test_static_files_load_nothing(browser: TestClient) -> None:
    for name in ("colours.css", "page.css", "report.css", "page.js"):
        text = browser.get(f"/static/{name}").text
        assert not re.search(r"https?:|//[a-z]+\.|@import|url\(", text), name


def test_constraints_shape_the_answer_and_stay_in_the_form(browser: TestClient) -> None:
    page = shown(
        browser,
        objective=OBJECTIVE,
        must_include="pothole-repair-time",
        exclude="customer-churn-rate",
        data_sources="Billing, CRM",
    )
    assert "Pothole repair time" in page.text
    assert "You asked for it." in page.text
    assert "customers_lost / customers_at_start" not in page.text
    assert "(new to you)" in page.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"exclude": "no-such-kpi"}, "Leave out[0]: there is no KPI 'no-such-kpi'"),
        ({"industry": "magic"}, "Industry: 'magic' is none of"),
        ({"perspective": "astral"}, "Perspective"),
    ],
)
def test_a_constraint_that_cannot_be_is_named_as_the_form_does(
    browser: TestClient, fields: dict[str, str], says: str
) -> None:
    page = shown(browser, 422, objective=OBJECTIVE, **fields)
    assert says in page.text
