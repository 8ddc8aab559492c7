"""Goals after their parent's day, or behind us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.audit.rules.late import late
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, GoalSet
from tests.service.audit.sets import TODAY, context_of, set_of

BY_2028 = {"grow": "Grow revenue by 40% by the end of 2028", "people": "Keep people"}
JULY = date(2028, 7, 31)


def late_in(goal_set: GoalSet, today: date = TODAY) -> list[Finding]:
    return list(late(context_of(goal_set, today=today)))


def one(text: str, **fields: date) -> GoalSet:
    return set_of(Goal("g", text, ("grow",), due=fields.get("due")), objectives=BY_2028)


def test_after_its_objective() -> None:
    (found,) = late_in(one("Open ten shops by June 2029"))
    assert (found.rule, found.goals, found.objectives) == ("late", ("g",), ("grow",))
    assert found.severity is Severity.MEDIUM
    assert "30 June 2029" in found.message
    assert "31 December 2028" in found.fix
    assert [e.source for e in found.evidence] == ["goals.g", "objectives.grow"]


def test_after_its_parent_goal_though_not_after_the_objective() -> None:
    goals = (
        Goal("top", "Open ten shops by June 2027", ("grow",)),
        Goal("low", "Rent ten shops by September 2027", ("top",)),
    )
    (found,) = late_in(set_of(*goals, objectives=BY_2028))
    assert (found.goals, found.objectives) == (("low",), ("top",))


def test_last_days_in_fields_count_and_come_before_the_words() -> None:
    assert late_in(one("Open ten shops", due=date(2029, 1, 1)))
    assert not late_in(one("Open ten shops by June 2029", due=date(2028, 6, 30)))
    goal = Goal("g", "Open ten shops by August 2028", ("grow",))
    (found,) = late_in(set_of(goal, objectives=BY_2028, due={"grow": JULY}))
    assert "31 July 2028" in found.fix


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Open ten shops by the end of 2028", id="the same day"),
        pytest.param("Open ten shops by June 2028", id="before it"),
        pytest.param("Open ten shops", id="no day"),
    ],
)
def test_no_finding(text: str) -> None:
    assert not late_in(one(text))


def test_a_parent_without_day_is_never_passed() -> None:
    goal_set = set_of(Goal("g", "Open ten shops by 2040", ("people",)), objectives=BY_2028)
    assert not late_in(goal_set)


def test_a_day_that_is_past() -> None:
    (found,) = late_in(one("Open ten shops", due=TODAY - timedelta(days=1)))
    assert (found.goals, found.objectives) == (("g",), ())
    assert "22 November 2026" in found.message
    assert not late_in(one("Open ten shops", due=TODAY))


def test_the_day_of_the_audit_tells_what_is_past() -> None:
    goal_set = one("Open ten shops", due=JULY)
    assert not late_in(goal_set, today=JULY)
    assert [found.objectives for found in late_in(goal_set, today=date(2028, 8, 1))] == [()]


def test_what_is_past_is_said_once() -> None:
    goal = Goal("g", "Open ten shops", ("grow", "people"), due=TODAY - timedelta(days=9))
    days = {"grow": TODAY - timedelta(days=30), "people": TODAY - timedelta(days=30)}
    assert len(late_in(set_of(goal, due=days))) == 1


def test_each_parent_that_it_comes_after() -> None:
    goal = Goal("g", "Open ten shops by 2030", ("grow", "people"))
    found = late_in(set_of(goal, objectives=BY_2028, due={"people": JULY}))
    assert [entry.objectives for entry in found] == [("grow",), ("people",)]
    assert len({entry.id for entry in found}) == 2


def test_an_orphan_is_left_to_its_own_finding() -> None:
    goal_set = one("Open ten shops by June 2029")
    assert not list(late(context_of(goal_set, [0.05])))
    moved = replace(goal_set, goals=(replace(goal_set.goals[0], parents=()),))
    assert not late_in(moved)
