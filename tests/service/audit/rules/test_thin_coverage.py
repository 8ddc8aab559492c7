"""Objectives with an aim that no goal works on."""

from __future__ import annotations

import pytest

from service.audit.rules.thin_coverage import thin_coverage
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

TWO_AIMS = {"both": "Grow revenue and cut emissions by 2030", "people": "Keep the people here"}
GROW = Goal("shops", "Grow revenue in shops by 5%", ("both",))
ONLINE = Goal("online", "Grow revenue online by 20%", ("both",))
VANS = Goal("vans", "Cut emissions of the vans by 20%", ("both",))


def thin(*goals: Goal, objectives: dict[str, str] | None = None) -> list[Finding]:
    return list(thin_coverage(context_of(set_of(*goals, objectives=objectives or TWO_AIMS))))


def test_an_aim_that_no_goal_is_about() -> None:
    (found,) = thin(GROW, ONLINE)
    assert (found.rule, found.goals, found.objectives) == ("thin_coverage", (), ("both",))
    assert found.severity is Severity.MEDIUM
    assert "cut emissions" in found.message
    assert "cut emissions" in found.fix
    assert "2 goals" in found.message
    assert [entry.source for entry in found.evidence] == ["objectives.both"] * 2
    assert all(entry.quote in TWO_AIMS["both"] for entry in found.evidence)


def test_a_goal_for_each_aim_is_enough() -> None:
    assert not thin(GROW, VANS)


def test_one_goal_may_work_on_both() -> None:
    assert not thin(Goal("g", "Grow revenue and cut emissions in shops", ("both",)))


def test_a_goal_under_another_objective_does_not_count() -> None:
    (found,) = thin(GROW, Goal("vans", VANS.text, ("people",)))
    assert found.objectives == ("both",)


def test_a_goal_counts_through_its_parent_goal() -> None:
    below = Goal("vans", VANS.text, ("shops",))
    assert not thin(GROW, below)


@pytest.mark.parametrize("text", ["Grow revenue by 40% by 2028", "Be the best bakery in town"])
def test_an_objective_of_one_piece_has_nothing_left_out(text: str) -> None:
    assert not thin(GROW, objectives={"both": text})


def test_an_objective_without_goals_is_left_to_its_own_finding() -> None:
    objectives = TWO_AIMS | {"people": "Hire bakers and train apprentices"}
    assert not thin(GROW, VANS, objectives=objectives)


def test_an_orphan_works_on_nothing() -> None:
    context = context_of(set_of(GROW, VANS, objectives=TWO_AIMS), [0.9, 0.05])
    assert [found.objectives for found in thin_coverage(context)] == [("both",)]
