"""Which rewrites are fit to be shown."""

from __future__ import annotations

import pytest

from prompts.loader import load
from service.domain.llm import Failure, Task
from service.llm.packing import MOST_TOKENS
from service.llm.rewrite import CALLS_PER_HUNDRED, RewriteQuestion, rewrite
from service.llm.session import tokens_in
from tests.service.audit.replies import model, repeating, rewriting
from tests.service.audit.sets import TODAY

GOAL = "Serve guests faster at the 3 counters by June 2027"
GOOD = "Cut the mean waiting time at the 3 counters from [baseline] to [target] by June 2027"


def rewritten(text: str, goal: str = GOAL) -> tuple[str | None, dict[str, int]]:
    session = repeating([{"id": "G1", "text": text}], "goals").session()
    found = rewrite(session, [RewriteQuestion(goal)], TODAY, 1)
    return found.get(0), dict(session.use.rejected)


def test_open_numbers_and_those_of_the_goal_may_stand() -> None:
    assert rewritten(GOOD) == (GOOD, {})


def test_it_stands_on_one_line() -> None:
    assert rewritten(GOOD.replace(" to ", "\n to  ")) == (GOOD, {})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace("[target]", "4 minutes"), "new number"),
        (GOOD.replace("[target]", "half of that"), "new number"),
        (GOOD.replace("[target]", "twenty minutes"), "new number"),
        (GOOD.replace("[baseline]", "٧"), "new number"),
        ("Cut waiting at the counters to [target] by the end of autumn", "new deadline"),
        (GOOD + " https://evil.example", "markup"),
        (GOOD + " [click](here)", "markup"),
        ("<b>Cut</b> waiting to [target]", "markup"),
        ("**Cut** waiting to [target]", "markup"),
        ("Cut waiting to [price]", "markup"),
        (GOOD + " and so on" * 30, "too long"),
        ("Serve guests much faster at the counters", "not measurable"),
        (GOAL, "not measurable"),
    ],
)
def test_what_is_not_fit_is_dropped_and_counted(text: str, why: str) -> None:
    assert rewritten(text) == (None, {why: 1})


def test_it_does_not_show_the_prompt() -> None:
    leaked = f"Guests at [target]: {load(Task.REWRITE).system[:100]}"
    assert rewritten(leaked) == (None, {"repeats the prompt": 1})


def test_a_number_in_words_may_stand_where_the_goal_has_it() -> None:
    text = "Serve half of the guests within [target] minutes by [deadline]"
    assert rewritten(text, "Serve half of the guests faster") == (text, {})


def test_ids_not_offered_and_named_twice_are_counted() -> None:
    said = [{"id": i, "text": GOOD} for i in ("G2", "G1", "G1")]
    session = repeating(said, "goals").session()
    assert rewrite(session, [RewriteQuestion(GOAL)], TODAY, 1) == {0: GOOD}
    assert session.use.rejected == {"unknown id": 1, "id named twice": 1}


@pytest.mark.parametrize("failure", list(Failure))
def test_a_failed_call_brings_nothing(failure: Failure) -> None:
    session = model(rewrites=failure).session()
    assert rewrite(session, [RewriteQuestion(GOAL)], TODAY, 1) == {}
    assert session.use.degraded


def test_a_hundred_goals_take_few_calls_within_the_tokens() -> None:
    fake = model(rewrites=rewriting("{} to [target]"))
    questions = [RewriteQuestion(f"Goal {n:b} " + "and so on " * 8) for n in range(100)]
    assert len(rewrite(fake.session(200_000), questions, TODAY, 100)) == 100
    assert len(fake.calls) <= CALLS_PER_HUNDRED
    assert all(tokens_in(call.system + call.user) <= MOST_TOKENS for call in fake.calls)
