"""Goals that hang from nothing."""

from __future__ import annotations

import pytest

from service.audit.rules.orphan import orphan
from service.domain.audit import Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of


@pytest.mark.parametrize(("belonging", "severity"), [(0.1, Severity.HIGH), (0.3, Severity.MEDIUM)])
@pytest.mark.parametrize("parents", [(), ("grow",)])
def test_the_surer_the_worse(
    belonging: float, severity: Severity, parents: tuple[str, ...]
) -> None:
    goal_set = set_of(Goal("paint", "Repaint the canteen", parents))
    (found,) = orphan(context_of(goal_set, [belonging], [[0.3, 0.7]]))
    assert (found.rule, found.goals, found.objectives) == ("orphan", ("paint",), ())
    assert found.severity is severity
    assert found.confidence == pytest.approx(1 - belonging, abs=1e-3)
    assert [(e.source, e.quote) for e in found.evidence] == [("goals.paint", "Repaint the canteen")]
    assert "people" in found.message
    assert "people" in found.fix


@pytest.mark.parametrize("parents", [(), ("grow",), ("people",)])
def test_a_goal_that_belongs_is_none(parents: tuple[str, ...]) -> None:
    goal_set = set_of(Goal("sell", "Sell more bread", parents))
    assert not list(orphan(context_of(goal_set, [0.9], [[0.6, 0.4]])))


def test_a_parent_goal_does_not_vouch_for_a_goal_that_serves_nothing() -> None:
    goals = Goal("sell", "Sell more bread", ("grow",)), Goal("paint", "Repaint", ("sell",))
    found = list(orphan(context_of(set_of(*goals), [0.9, 0.05])))
    assert [entry.goals for entry in found] == [("paint",)]
