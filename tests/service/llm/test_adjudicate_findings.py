"""What of a reply counts as a vote on a claim."""

from __future__ import annotations

from typing import Any

import pytest

from prompts.loader import load
from service.audit.rules import DEFAULT_RULES
from service.domain.llm import Failure, Task
from service.llm.adjudicate_findings import (
    CALLS_PER_HUNDRED,
    RULES,
    Claim,
    ClaimVote,
    adjudicate_findings,
)
from service.llm.packing import MOST_TOKENS
from service.llm.session import tokens_in
from service.llm.sureness import Sure
from tests.service.audit.replies import holding, lines, model, repeating

TEXTS = {
    "north": "Open two shops in the north",
    "rent": "Cut the rent of shops by 10%",
    "grow": "Grow bread sales",
}
CLAIM = Claim("conflict", ("north", "rent"))


def said(**other: Any) -> dict[str, Any]:
    return {"id": "C1", "holds": True, "sure": "medium", "quote": "rent of shops", **other}


def vote(*replied: dict[str, Any]) -> tuple[Any, dict[str, int]]:
    session = repeating(replied, "claims").session()
    votes = adjudicate_findings(session, [CLAIM], TEXTS, 1)
    return votes.get(0), dict(session.use.rejected)


def test_a_vote_with_its_quote() -> None:
    assert vote(said()) == (ClaimVote(True, Sure.MEDIUM, "rent of shops"), {})
    disguised = said(quote="\u202eRENT  of ｓｈｏｐｓ")
    assert vote(disguised) == (ClaimVote(True, Sure.MEDIUM, "rent of shops"), {})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "C2"}, "unknown id"),
        ({"id": "G1"}, "unknown id"),
        ({"sure": "100%"}, "unknown sureness"),
        ({"quote": "bread sales"}, "quote does not occur"),  # of an entry that it is not about
        ({"quote": "Kernel panic at Acme Ltd"}, "quote does not occur"),
        ({"quote": ""}, "quote does not occur"),
        ({"quote": "."}, "quote does not occur"),
        ({"quote": "\u200b\u200b"}, "quote does not occur"),
    ],
)
def test_what_the_input_does_not_bear_out_is_thrown_away(change: dict[str, Any], why: str) -> None:
    assert vote(said(**change)) == (None, {why: 1})


def test_a_claim_counts_once() -> None:
    assert vote(said(), said(holds=False)) == (
        ClaimVote(True, Sure.MEDIUM, "rent of shops"),
        {"id named twice": 1},
    )


@pytest.mark.parametrize("failure", list(Failure))
def test_a_failed_call_brings_no_votes(failure: Failure) -> None:
    session = model(claims=failure).session()
    assert adjudicate_findings(session, [CLAIM], TEXTS, 1) == {}
    assert session.use.degraded


def test_an_entry_stands_once_however_many_claims_are_about_it() -> None:
    fake = model(claims=holding(True))
    adjudicate_findings(fake.session(), [CLAIM, Claim("duplicate", ("rent", "north"))], TEXTS, 1)
    assert [alias for alias in lines(fake.calls[0]) if alias[0] == "G"] == ["G1", "G2"]
    assert lines(fake.calls[0])["C2"] == "duplicate | G2 G1"


def test_a_hundred_claims_take_few_calls_within_the_tokens() -> None:
    fake = model(claims=holding(True))
    texts = {f"g{n}": f"Goal {n} " + "with many words " * 6 for n in range(100)}
    claims = [Claim("conflict", (f"g{n}", f"g{(n * 7 + 1) % 100}")) for n in range(100)]
    votes = adjudicate_findings(fake.session(200_000), claims, texts, 100)
    assert len(votes) == 100
    assert len(fake.calls) <= CALLS_PER_HUNDRED
    assert all(tokens_in(call.system + call.user) <= MOST_TOKENS for call in fake.calls)


def test_the_prompt_explains_every_rule_that_is_asked_about() -> None:
    system = load(Task.ADJUDICATE_FINDINGS).system
    assert all(f"- {rule}: " in system for rule in RULES)
    assert {rule.__name__ for rule in DEFAULT_RULES} >= RULES
