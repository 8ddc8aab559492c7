"""Objectives that nobody serves."""

from __future__ import annotations

import pytest

from service.audit.rules.uncovered import uncovered
from service.domain.audit import Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

GOALS = (
    Goal("sell", "Sell 10% more bread by June 2027", ("grow",)),
    Goal("hire", "Hire ten bakers by May 2027"),
)


def test_an_objective_without_goals() -> None:
    context = context_of(set_of(*GOALS), [0.9, 0.9], [[0.99, 0.01], [0.95, 0.05]])
    (found,) = uncovered(context)
    assert (found.goals, found.objectives) == ((), ("people",))
    assert found.severity is Severity.HIGH
    assert found.confidence == pytest.approx(1 - 0.9 * 0.05, abs=1e-3)
    assert "hire" in found.message
    assert [e.source for e in found.evidence] == ["objectives.people"]


@pytest.mark.parametrize("parents", [("people",), ()])
def test_one_goal_is_enough(parents: tuple[str, ...]) -> None:
    goals = GOALS[0], Goal("hire", "Hire ten bakers", parents)
    context = context_of(set_of(*goals), [0.9, 0.9], [[0.99, 0.01], [0.05, 0.95]])
    assert not list(uncovered(context))


def test_a_goal_under_a_parent_goal_covers_through_it() -> None:
    goals = Goal("care", "Care", ("people",)), Goal("hire", "Hire", ("care",))
    context = context_of(set_of(*goals), [0.9, 0.9], [[0.01, 0.99], [0.99, 0.01]])
    assert not list(uncovered(context))


def test_an_orphan_covers_nothing() -> None:
    goals = Goal("sell", "Sell", ("grow",)), Goal("paint", "Repaint", ("people",))
    context = context_of(set_of(*goals), [0.9, 0.05])
    assert [found.objectives for found in uncovered(context)] == [("people",)]
