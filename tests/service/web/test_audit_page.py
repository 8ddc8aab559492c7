from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from service.web.pages import EXAMPLE_GOAL_SET
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


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data", ""])
def test_other_content_types_are_refused(browser: TestClient, content_type: str) -> None:
    response = browser.post("/audit", content="{}", headers={"content-type": content_type})
    assert response.status_code == 415
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("body", [b"goal_set=%ff", b"goal_set=\xff", b"a=1&" * 50])
def test_unreadable_forms_are_explained(browser: TestClient, body: bytes) -> None:
    response = browser.post("/audit", content=body, headers=FORM)
    assert response.status_code == 422
    assert "The form cannot be read" in response.text
