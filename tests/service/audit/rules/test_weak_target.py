"""Targets that fall short of the parent's by arithmetic."""

from __future__ import annotations

import pytest

from service.audit.rules.weak_target import weak_target
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

CHURN = "Cut customer churn from 11% to 5% by 2028"
EXPORTS = "Increase exports of rye bread by 30% by 2028"


def weak(*texts: str, parent: str = CHURN) -> list[Finding]:
    goals = [Goal(f"g{n}", text, ("o",)) for n, text in enumerate(texts)]
    objectives = {"o": parent, "x": "Be green"}
    return list(weak_target(context_of(set_of(*goals, objectives=objectives))))


@pytest.mark.parametrize(
    ("text", "parent", "arithmetic"),
    [
        ("Cut customer churn from 11% to 8% by 2027", CHURN, "8 against 5 %"),
        ("Increase exports of rye bread by 10% by 2027", EXPORTS, "10 against 30 %"),
        (
            "Raise first contact resolution from 60 to 70",
            "Raise first contact resolution from 60 to 85 by 2028",
            "70 against 85",
        ),
    ],
)
def test_the_same_measure_and_too_little(text: str, parent: str, arithmetic: str) -> None:
    (found,) = weak(text, parent=parent)
    assert (found.rule, found.goals, found.objectives) == ("weak_target", ("g0",), ("o",))
    assert found.severity is Severity.MEDIUM
    assert arithmetic in found.message
    assert [(e.source, e.quote) for e in found.evidence] == [
        ("goals.g0", text),
        ("objectives.o", parent),
    ]


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        pytest.param("Cut customer churn from 11% to 5% by 2027", CHURN, id="as much"),
        pytest.param("Cut customer churn from 11% to 4% by 2027", CHURN, id="more"),
        pytest.param("Cut customer churn by 2027", CHURN, id="no number"),
        pytest.param("Cut customer churn from 14% to 9% by 2027", CHURN, id="a part of it"),
        pytest.param("Cut oven downtime from 11% to 8% by 2027", CHURN, id="another measure"),
        pytest.param("Answer 80% of tickets in an hour", CHURN, id="a means to it"),
        pytest.param(
            "Grow customer churn from 11% to 8%", "Grow customer churn", id="nothing asked"
        ),
        pytest.param("Increase exports of rye bread by 10 tonnes", EXPORTS, id="another unit"),
        pytest.param("Increase exports of rye bread by 45% by 2027", EXPORTS, id="more growth"),
        pytest.param(
            "Increase exports of rye bread in Spain by 10%",
            "Increase exports of rye bread in Europe by 30%",
            id="a part of the place",
        ),
    ],
)
def test_no_finding(text: str, parent: str) -> None:
    assert not weak(text, parent=parent)


def test_a_sibling_on_the_same_measure_may_bring_the_rest() -> None:
    shares = "Increase exports of rye bread by 10%", "Increase exports of rye bread by 20%"
    assert not weak(*shares, parent=EXPORTS)


def test_a_sibling_on_another_measure_brings_nothing() -> None:
    found = weak(
        "Increase exports of rye bread by 10%", "Answer 80% of tickets in an hour", parent=EXPORTS
    )
    assert [entry.goals for entry in found] == [("g0",)]


def test_a_parent_goal_needs_its_target_too() -> None:
    goals = (
        Goal("top", CHURN, ("grow",)),
        Goal("low", "Cut customer churn from 11% to 8%", ("top",)),
    )
    (found,) = weak_target(context_of(set_of(*goals)))
    assert (found.goals, found.objectives) == (("low",), ("top",))


def test_an_orphan_is_left_to_its_own_finding() -> None:
    goal_set = set_of(
        Goal("g", "Cut customer churn from 11% to 8%", ("o",)), objectives={"o": CHURN}
    )
    assert list(weak_target(context_of(goal_set)))
    assert not list(weak_target(context_of(goal_set, [0.05])))
