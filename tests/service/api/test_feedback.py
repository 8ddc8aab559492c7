"""Feedback over REST: given, heeded, listed, undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.answers.feedback import FeedbackAnswer
from service.answers.recommendation import RecommendationAnswer
from tests.service.recommend.test_feedback import RENEW

KPI = "contract-renewal-rate"
GIVEN = {
    "objective": RENEW,
    "kpi": KPI,
    "verdict": "reject",
    "organisation": "Bakery",
    "reason": "We sell «bread»",
}


@pytest.fixture(autouse=True)
def nothing_left(client: TestClient) -> Iterator[None]:
    """The client is shared: what a test gives is undone after it."""
    yield
    for organisation in ("", "Bakery"):
        for one in client.get("/v1/feedback", params={"organisation": organisation}).json():
            assert client.delete(f"/v1/feedback/{one['id']}").status_code == 204


def give(client: TestClient, **more: Any) -> FeedbackAnswer:
    response = client.post("/v1/feedback", json=GIVEN | more)
    assert response.status_code == 201, response.text
    return FeedbackAnswer.model_validate(response.json())


def answer(client: TestClient, organisation: str = "Bakery") -> dict[str, Any]:
    asked = {"objective": RENEW, "today": "2026-11-23", "organisation": organisation}
    found: dict[str, Any] = client.post("/v1/recommendations", json=asked).json()
    for changing in ("id", "created_at"):
        found.pop(changing)
    return found


def test_a_verdict_changes_the_next_answer_until_it_is_undone(client: TestClient) -> None:
    before = answer(client)
    given = give(client)
    after = RecommendationAnswer.model_validate(answer(client))
    assert KPI not in [kpi.id for kpi in after.recommendations]
    (effect,) = after.feedback
    assert (effect.id, effect.kpi, effect.reason) == (given.id, KPI, "We sell «bread»")
    assert (effect.place_without, effect.place) == (1, None)
    assert client.delete(f"/v1/feedback/{given.id}").status_code == 204
    assert answer(client) == before


def test_organisations_do_not_hear_each_other(client: TestClient) -> None:
    before = answer(client, "")
    give(client)
    assert answer(client, "") == before
    assert answer(client, "Bakery") != before


def test_it_is_listed_as_it_was_given(client: TestClient) -> None:
    first = give(client)
    second = give(
        client, verdict="edit", edit={"name": "Contracts kept"}, objective="Keep contracts"
    )
    listed = client.get("/v1/feedback", params={"organisation": " Bakery "}).json()
    assert [FeedbackAnswer.model_validate(one) for one in listed] == [first, second]
    assert client.get("/v1/feedback").json() == []


def test_an_edit_shows_both_wordings(client: TestClient) -> None:
    given = give(client, verdict="edit", edit={"name": "Contracts kept"})
    first = RecommendationAnswer.model_validate(answer(client)).recommendations[0]
    assert (first.id, first.name) == (KPI, "Contract renewal rate")
    assert first.edited is not None
    assert (first.edited.name, first.edited.feedback) == ("Contracts kept", given.id)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"kpi": "no-such-kpi"}, "kpi"),
        ({"verdict": "maybe"}, "verdict"),
        ({"objective": " "}, "objective"),
        ({"reason": "x" * 1001}, "reason"),
        ({"organisation": "x" * 101}, "organisation"),
        ({"verdict": "edit"}, "body"),
        ({"verdict": "edit", "edit": {"name": " "}}, "body"),
        ({"edit": {"name": "Contracts kept"}}, "body"),
        ({"edit": {"colour": "red"}}, "edit.colour"),
        ({"reason": "\ud800"}, "reason"),
    ],
)
def test_what_cannot_be_used_is_refused_and_not_kept(
    client: TestClient, wrong: dict[str, Any], where: str
) -> None:
    # Escaped to ASCII, as a lone surrogate has no UTF-8.
    body, headers = json.dumps(GIVEN | wrong), {"content-type": "application/json"}
    response = client.post("/v1/feedback", content=body, headers=headers)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == where
    assert client.get("/v1/feedback", params={"organisation": "Bakery"}).json() == []


def test_what_is_not_there_cannot_be_undone(client: TestClient) -> None:
    assert client.delete("/v1/feedback/nothing").status_code == 404
