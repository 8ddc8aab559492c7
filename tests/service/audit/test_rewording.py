"""What may not change when the words do, on the real model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.bootstrap import Application
from service.domain.audit import Score
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from tests.service.audit.sets import TODAY

FILE = Path(__file__).with_name("paraphrases.yaml")
LARGEST_MOVE = 2.0


@cache
def content() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return read


def worded(field: str, declared: bool = True) -> GoalSet:
    """The goals in their first wording (``text``) or the other one (``again``)."""
    return GoalSet(
        content()["organisation"],
        tuple(StrategicObjective(**objective) for objective in content()["objectives"]),
        tuple(
            Goal(
                goal["id"],
                goal[field],
                (goal["objective"],) if declared and "objective" in goal else (),
                goal["owner"],
            )
            for goal in content()["goals"]
        ),
    )


def scored(application: Application, goal_set: GoalSet) -> Score:
    result = application.auditor.audit(goal_set, TODAY).score
    assert result is not None
    return result


def test_there_are_a_hundred_goals_and_every_one_is_reworded() -> None:
    goals = content()["goals"]
    assert len(goals) == 100
    assert sum("objective" not in goal for goal in goals) >= 10
    assert all(goal["text"] != goal["again"] for goal in goals)


@pytest.mark.parametrize("declared", [True, False])
def test_paraphrases_hardly_move_the_score(real_application: Application, declared: bool) -> None:
    first, again = (
        scored(real_application, worded(field, declared)) for field in ("text", "again")
    )
    assert abs(first.value - again.value) < LARGEST_MOVE
    for before, after in zip(first.parts, again.parts, strict=True):
        assert before.name == after.name
        assert before.value == pytest.approx(after.value, abs=0.05), before.name


def test_orphans_lower_it(real_application: Application) -> None:
    whole = worded("text")
    without = [goal for goal in whole.goals if goal.parents]
    few = GoalSet(whole.organisation, whole.objectives, tuple(without))
    assert scored(real_application, whole).value < scored(real_application, few).value - 1


def test_objectives_without_goals_lower_it(real_application: Application) -> None:
    whole = worded("text")
    served = [g for g in whole.goals if g.parents in (("loyalty",), ("growth",))]
    few = GoalSet(whole.organisation, whole.objectives, tuple(served))
    assert scored(real_application, few).value < scored(real_application, whole).value - 3
