"""What of a reply counts as a vote on what a goal serves."""

from __future__ import annotations

from typing import Any

import pytest

from service.domain.llm import Failure, Task
from service.llm.adjudicate_links import (
    CALLS_PER_HUNDRED,
    GOALS_PER_CALL,
    LinkQuestion,
    LinkVote,
    adjudicate_links,
)
from service.llm.packing import MOST_TOKENS
from service.llm.session import LlmSession, tokens_in
from service.llm.sureness import Sure
from tests.service.audit.replies import lines, model, repeating, serving

OBJECTIVES = ("Grow bread sales by 20%", "Keep the people who work here", "Waste less flour")
SHOPS = LinkQuestion("Open two shops in the north", (0, 1))


def said(**other: Any) -> dict[str, Any]:
    right = {
        "id": "G1",
        "serves": ["O1"],
        "sure": "high",
        "goal_quote": "two shops",
        "objective_quote": "bread sales",
    }
    return {**right, **other}


def vote(*replied: dict[str, Any], question: LinkQuestion = SHOPS) -> tuple[Any, dict[str, int]]:
    session = repeating(replied, "goals").session()
    votes = adjudicate_links(session, [question], OBJECTIVES, 1)
    return votes.get(0), dict(session.use.rejected)


def test_a_vote_with_its_quotes() -> None:
    assert vote(said()) == (LinkVote((0,), Sure.HIGH, "two shops", "bread sales"), {})


def test_none_needs_no_quote_of_an_objective() -> None:
    none = said(serves=[], objective_quote="")
    assert vote(none) == (LinkVote((), Sure.HIGH, "two shops"), {})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "G7"}, "unknown id"),
        ({"id": "shops"}, "unknown id"),
        ({"serves": ["O9"]}, "unknown id"),
        ({"serves": ["O3"], "objective_quote": "flour"}, "unknown id"),  # not offered
        ({"sure": "absolutely"}, "unknown sureness"),
        ({"goal_quote": "three shops"}, "quote does not occur"),
        ({"goal_quote": " "}, "quote does not occur"),
        ({"objective_quote": "people who work"}, "quote does not occur"),
        ({"objective_quote": ""}, "quote does not occur"),
    ],
)
def test_what_the_input_does_not_bear_out_is_thrown_away(change: dict[str, Any], why: str) -> None:
    assert vote(said(**change)) == (None, {why: 1})


def test_an_unknown_id_among_known_ones_is_left_out() -> None:
    found, rejected = vote(said(serves=["O1", "O9", "O2"]))
    assert found.serves == (0, 1)
    assert rejected == {"unknown id": 1}


def test_a_goal_counts_once() -> None:
    found, rejected = vote(said(), said(serves=[], sure="low"))
    assert found.serves == (0,)
    assert rejected == {"id named twice": 1}


def test_who_serves_everything_serves_the_first_three() -> None:
    session = model(serving("o")).session()
    objectives = [f"objective {n}" for n in range(6)]
    votes = adjudicate_links(session, [LinkQuestion("Sell", tuple(range(6)))], objectives, 1)
    assert votes[0].serves == (0, 1, 2)
    assert session.use.rejected["too many objectives"] == 3


@pytest.mark.parametrize("failure", list(Failure))
def test_a_failed_call_brings_no_votes(failure: Failure) -> None:
    session = model(failure).session()
    assert adjudicate_links(session, [SHOPS], OBJECTIVES, 1) == {}
    assert session.use.degraded


def test_without_questions_or_with_the_task_off_nothing_is_asked() -> None:
    fake = model(serving("bread"))
    assert adjudicate_links(fake.session(), [], OBJECTIVES, 1) == {}
    off = LlmSession(fake, 60, 100_000, tasks=frozenset({Task.RERANK}))
    assert adjudicate_links(off, [SHOPS], OBJECTIVES, 1) == {}
    assert fake.calls == []


def test_a_hundred_goals_take_few_calls_within_the_tokens() -> None:
    fake = model(serving("bread"))
    questions = [
        LinkQuestion(f"Goal {n} " + "with many words " * 10, (0, 1, 2), parent="Above it " * 9)
        for n in range(100)
    ]
    votes = adjudicate_links(fake.session(200_000), questions, OBJECTIVES, 100)
    assert len(votes) == 100
    assert len(fake.calls) <= CALLS_PER_HUNDRED
    for call in fake.calls:
        assert tokens_in(call.system + call.user) <= MOST_TOKENS
        assert len([alias for alias in lines(call) if alias[0] == "G"]) <= GOALS_PER_CALL


def test_a_small_budget_goes_to_the_first_questions() -> None:
    fake = model(serving("bread"))
    questions = [LinkQuestion(f"Goal {n}", (0, 1, 2)) for n in range(100)]
    session = fake.session(12_000)
    assert sorted(adjudicate_links(session, questions, OBJECTIVES, 100)) == list(
        range(GOALS_PER_CALL)
    )
    assert not session.use.degraded


def test_a_budget_for_nothing_shows_in_the_answer() -> None:
    session = model(serving("bread")).session(100)
    assert adjudicate_links(session, [SHOPS], OBJECTIVES, 1) == {}
    assert [call.failure for call in session.use.calls] == [Failure.OVER_BUDGET]


def test_objectives_that_no_goal_of_a_call_may_choose_are_not_shown() -> None:
    fake = model(serving("flour"))
    votes = adjudicate_links(fake.session(), [LinkQuestion("Sell", (2,))], OBJECTIVES, 1)
    assert next(iter(lines(fake.calls[0]).items())) == ("O1", "Waste less flour")
    assert votes[0].serves == (2,)
