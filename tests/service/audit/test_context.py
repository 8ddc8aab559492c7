"""What is declared above a goal."""

from __future__ import annotations

from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of


def test_ancestors_come_nearest_first_and_once() -> None:
    goals = (
        Goal("top", "x", ("grow",)),
        Goal("left", "x", ("top",)),
        Goal("right", "x", ("top", "people")),
        Goal("low", "x", ("left", "right")),
    )
    context = context_of(set_of(*goals))
    assert list(context.ancestors(goals[3])) == ["left", "right", "top", "people", "grow"]
    assert list(context.ancestors(goals[0])) == ["grow"]
    assert list(context.ancestors(Goal("alone", "x"))) == []


def test_linked_goals_are_those_with_a_link() -> None:
    goals = Goal("in", "x", ("grow",)), Goal("out", "x")
    context = context_of(set_of(*goals), belonging=[0.9, 0.05])
    assert context.linked_goals == {"in"}
    assert set(context.goals) == {"in", "out"}
    assert set(context.objectives) == {"grow", "people"}
