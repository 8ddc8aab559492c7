"""Goals of which nobody could say whether they were met."""

from __future__ import annotations

from datetime import date

import pytest

from service.audit.rules.not_measurable import CONFIDENCE, not_measurable
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, GoalSet
from tests.service.audit.sets import context_of, set_of

DATED = {"grow": "Grow revenue by 40% by 2028"}
UNDATED = {"grow": "Grow revenue by 40%"}
COMPLETE = "Reduce customer churn from 14% to 9% by December 2027"
WITHOUT_DEADLINE = "Reduce customer churn from 14% to 9%"
WITHOUT_TARGET = "Reduce customer churn by December 2027"
METRIC_ALONE = "Reduce customer churn"
NOTHING = "Be a great place to work"
DATE_ALONE = "Strengthen governance by 2028"


def found_in(goal_set: GoalSet) -> dict[str, Finding]:
    return {finding.goals[0]: finding for finding in not_measurable(context_of(goal_set))}


@pytest.mark.parametrize(
    ("text", "missing_under_undated", "missing_under_dated"),
    [
        (COMPLETE, (), ()),
        (WITHOUT_DEADLINE, ("deadline",), ()),
        (WITHOUT_TARGET, ("target",), ("target",)),
        (METRIC_ALONE, ("target", "deadline"), ("target",)),
        (DATE_ALONE, ("metric", "target"), ("metric", "target")),
        (NOTHING, ("metric", "target", "deadline"), ("metric", "target")),
    ],
)
def test_each_combination_of_gaps(
    text: str, missing_under_undated: tuple[str, ...], missing_under_dated: tuple[str, ...]
) -> None:
    for objectives, missing in ((UNDATED, missing_under_undated), (DATED, missing_under_dated)):
        found = found_in(set_of(Goal("g", text, ("grow",)), objectives=objectives))
        assert [entry.missing for entry in found.values()] == ([missing] if missing else [])
        for entry in found.values():
            only_deadline = missing == ("deadline",)
            assert entry.severity is (Severity.LOW if only_deadline else Severity.MEDIUM)
            assert entry.confidence == CONFIDENCE[len(missing)]
            assert all(f"[{part}]" in entry.fix for part in missing)


@pytest.mark.parametrize(
    ("top", "mid", "objectives", "flagged"),
    [
        ("Grow by 5%", "Keep 9 of 10 clients", UNDATED, True),
        ("Grow by 5% by 2028", "Keep 9 of 10 clients", UNDATED, False),
        ("Grow by 5%", "Keep 9 of 10 clients in 2027", UNDATED, False),
        ("Grow by 5%", "Keep 9 of 10 clients", DATED, False),
        ("Grow by 5%", "Keep 9 of 10 clients in FY28", UNDATED, False),
    ],
)
def test_a_deadline_is_inherited_from_any_height(
    top: str, mid: str, objectives: dict[str, str], flagged: bool
) -> None:
    goals = (
        Goal("top", top, ("grow",)),
        Goal("mid", mid, ("top",)),
        Goal("low", WITHOUT_DEADLINE, ("mid",)),
    )
    assert ("low" in found_in(set_of(*goals, objectives=objectives))) == flagged


def test_an_undeclared_goal_inherits_the_deadline_of_what_it_supports() -> None:
    goal = Goal("g", WITHOUT_DEADLINE)
    assert not found_in(set_of(goal, objectives=DATED))
    assert found_in(set_of(goal, objectives=UNDATED))


def test_a_deadline_below_is_not_inherited() -> None:
    goals = Goal("top", WITHOUT_DEADLINE, ("grow",)), Goal("low", COMPLETE, ("top",))
    assert set(found_in(set_of(*goals, objectives=UNDATED))) == {"top"}


def test_an_orphan_is_left_to_its_own_finding() -> None:
    goal_set = set_of(Goal("g", NOTHING))
    assert not list(not_measurable(context_of(goal_set, belonging=[0.05])))


def test_a_known_kpi_in_the_text_is_a_metric() -> None:
    found = found_in(set_of(Goal("g", "Fewer patient falls", ("grow",))))
    assert found["g"].missing == ("target",)


def test_a_last_day_in_a_field_of_its_own_is_a_deadline() -> None:
    day = date(2027, 6, 30)
    assert not found_in(set_of(Goal("g", WITHOUT_DEADLINE, ("grow",), due=day), objectives=UNDATED))
    assert not found_in(
        set_of(Goal("g", WITHOUT_DEADLINE, ("grow",)), due={"grow": day}, objectives=UNDATED)
    )
    goals = Goal("top", COMPLETE, ("grow",), due=day), Goal("low", METRIC_ALONE, ("top",))
    assert found_in(set_of(*goals, objectives=UNDATED))["low"].missing == ("target",)
