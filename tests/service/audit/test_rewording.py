"""What may not change when the words do, on the real model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.bootstrap import Application
from service.domain.audit import Score
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from tests.service.audit.sets import TODAY

#: Goals that serve nothing in the strategy.
ORPHANS = (
    "Repaint the canteen by May 2027",
    "Write a book on the history of the harbour by October 2027",
    "Stage the choir's summer concert in July 2027",
    "Plant roses in the courtyard by April 2027",
    "Rename the meeting rooms after lighthouses by February 2027",
    "Buy a grand piano for the lobby by June 2027",
    "Breed carrier pigeons on the terrace by August 2027",
    "Paint a mural in the stairwell by July 2027",
    "Bake a cake for the anniversary in May 2027",
    "Carve a wooden bear for the garden by June 2027",
)
#: The same in finer words.
BUZZ = (
    "Synergistically drive strategic excellence: {}",
    "{}, leveraging world-class best-in-class synergies",
    "Strategically deliver holistic, transformational value and impact: {}",
    "{} in order to empower a mission-critical, value-added paradigm shift aligned with our strategy",
    "Drive strategic alignment, operational excellence and customer-centric innovation by a "
    "holistic approach: {}",
    "{} to unleash the full potential of our organisation and maximise stakeholder engagement",
    "Ensure strategic fit and superior business performance: {}",
)
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


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("wording", ["{}", *BUZZ])
def test_buzzwords_do_not_save_an_orphan(
    real_application: Application, wording: str, declared: bool
) -> None:
    whole = worded("text", declared)
    served = tuple(goal for goal in whole.goals if not goal.id.startswith("x"))
    orphans = tuple(Goal(f"o{n}", wording.format(text)) for n, text in enumerate(ORPHANS))
    audit = real_application.auditor.audit(replace(whole, goals=served + orphans), TODAY)
    linked = {link.goal for link in audit.links}
    assert [goal.text for goal in orphans if goal.id in linked] == []
    found = {
        goal for finding in audit.findings if finding.rule == "orphan" for goal in finding.goals
    }
    assert {goal.id for goal in orphans} <= found
    assert len(linked) >= 0.95 * len(served)
