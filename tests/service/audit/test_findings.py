"""Ids that hold while the words do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.domain.audit import Evidence, Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

GOALS = Goal("a", "Sell more bread", ("grow",)), Goal("b", "Bake more bread", ("a",))


def context(*goals: Goal) -> AuditContext:
    return context_of(set_of(*(goals or GOALS)))


def make(
    read: AuditContext, goals: list[str], rule: str = "conflict", confidence: float = 0.5
) -> Finding:
    return finding(read, rule, Severity.LOW, confidence, goals, ["grow"], "wrong", "mend it")


def test_the_id_does_not_depend_on_order_confidence_or_other_goals() -> None:
    first = make(context(), ["a", "b"])
    others = context(Goal("z", "Other"), *reversed(GOALS))
    assert make(context(), ["b", "a"]).id == first.id
    assert make(others, ["a", "b"], confidence=0.9).id == first.id
    assert len(first.id) == 12


@pytest.mark.parametrize("change", [{"text": "Sell more cake"}, {"id": "c"}])
def test_the_id_changes_with_words_and_ids(change: dict[str, str]) -> None:
    changed = replace(GOALS[0], **change)  # type: ignore[arg-type]
    before = make(context(), ["a"])
    after = make(context(changed, Goal("b", "Bake more bread")), [changed.id])
    assert before.id != after.id


def test_the_id_does_not_change_with_owner_or_parents() -> None:
    moved = replace(GOALS[0], owner="Shops", parents=("people",))
    assert make(context(moved), ["a"]).id == make(context(), ["a"]).id


def test_two_rules_have_two_ids() -> None:
    assert make(context(), ["a"], "orphan").id != make(context(), ["a"], "conflict").id


@pytest.mark.parametrize(("given", "kept"), [(-0.2, 0.0), (1.7, 1.0), (0.12345, 0.123)])
def test_confidence_is_a_probability(given: float, kept: float) -> None:
    assert make(context(), ["a"], confidence=given).confidence == kept


def test_further_evidence_comes_last() -> None:
    more = [Evidence("library.churn", "Share of customers")]
    found = finding(context(), "x", Severity.LOW, 1, ["a"], ["grow"], "m", "f", more)
    assert [e.source for e in found.evidence] == ["goals.a", "objectives.grow", "library.churn"]
