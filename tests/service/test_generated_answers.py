"""How an answer with generated KPIs and tailored words is read, shown and judged."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from service import feedback, terminal
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from service.domain.feedback import Verdict
from service.domain.llm import Call, Task
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError
from service.requests import FeedbackBody
from service.web.pages import ASKED, feedback_page
from service.web.rendering import render
from tests.service.llm.proposals import TURTLES, proposal, reply
from tests.service.llm.scripted_model import ScriptedModel, session_of
from tests.service.web.markup import Page

MARK = "by scripted:model, not curated: check before adopting"


def as_it_stands(call: Call[Any]) -> dict[str, Any]:
    """A tailoring that keeps the record's words."""
    told: dict[str, dict[str, str]] = {}
    for line in call.user.splitlines():
        head, bar, text = line.partition(" | ")
        if bar and head.startswith("K"):
            kpi, field = head.split(" ")
            told.setdefault(kpi, {"id": kpi})[field] = text
    return {"kpis": [{**one, "reason": one["definition"][:200]} for one in told.values()]}


@pytest.fixture(scope="module")
def answer(fake_application: Application) -> RecommendationAnswer:
    model = ScriptedModel({Task.GENERATE: [reply(proposal())], Task.TAILOR: as_it_stands})
    request = RecommendationRequest(TURTLES, date(2026, 11, 23))
    answered = fake_application.recommender.recommend(request, session_of(model))
    return RecommendationAnswer.of(answered)


def test_programs_are_told(answer: RecommendationAnswer) -> None:
    marked = [item for item in answer.recommendations if item.generated]
    (item,) = marked
    assert item.source == "generated"
    assert item.id.startswith("generated-")
    assert item.formula
    assert item.formula.expression == "turtles_in_sea / turtles_hatched"
    assert item.counter_metrics[0].model_dump() == {"id": None, "name": "Nests surveyed"}
    assert item.reasons[0].record == item.id
    assert item.tailored
    assert item.tailored.name == item.name
    again = RecommendationAnswer.model_validate_json(answer.model_dump_json())
    assert again == answer
    assert not answer.degraded


def test_a_terminal_shows_it(answer: RecommendationAnswer) -> None:
    console = Console(file=io.StringIO(), width=300, emoji=False, force_terminal=False)
    terminal.show_recommendation(console, answer)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert text.count(MARK) == 1
    assert "in your words" in text
    assert "Nests surveyed" in text


def test_the_page_shows_it_and_links_to_no_record(answer: RecommendationAnswer) -> None:
    item = next(item for item in answer.recommendations if item.generated)
    kept = answer.model_copy(update={"recommendations": [item]})
    asked = dict.fromkeys(ASKED, "") | {"objective": TURTLES}
    html = render("answer.html", answer=kept, asked=asked, max_reason=100)
    page = Page(html)
    page.assert_harmless()
    assert MARK in page.text
    assert "In your words" in page.text
    assert not any("generated-" in link.get("href", "") for link in page.all("a"))


def test_a_generated_kpi_can_be_judged(
    answer: RecommendationAnswer, fake_application: Application
) -> None:
    item = next(item for item in answer.recommendations if item.generated)
    body = FeedbackBody(objective=TURTLES, kpi=item.id, verdict=Verdict.REJECT)
    given = feedback.give(fake_application, body)
    try:
        page = Page(feedback_page([given], ""))
        assert item.id in page.text
        assert not any("generated-" in link.get("href", "") for link in page.all("a"))
        known = fake_application.store.feedback.of("")
        request = RecommendationRequest(TURTLES, date(2026, 11, 23), feedback=known)
        assert fake_application.recommender.recommend(request)
    finally:
        feedback.undo(fake_application, given.id)


@pytest.mark.parametrize("kpi", ["generated-", "generated-xyz", "generated-0123456789zz"])
def test_what_only_looks_generated_is_unknown(fake_application: Application, kpi: str) -> None:
    with pytest.raises(InputError):
        feedback.give(
            fake_application, FeedbackBody(objective=TURTLES, kpi=kpi, verdict=Verdict.ACCEPT)
        )
