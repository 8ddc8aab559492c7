"""Decide which goals hang from which objectives, directly or through a parent goal."""

from __future__ import annotations

from collections.abc import Callable

from service.audit.thresholds import BETTER_BY, DECLARED_SUPPORTS, SUPPORTS
from service.domain.audit import Link
from service.domain.goal_set import Goal, GoalSet
from service.domain.ports import Scores

#: Says what a direct link between a goal row and an objective column rests on.
Because = Callable[[int, int], str]


def link(goal_set: GoalSet, support: Scores, because: Because) -> tuple[Link, ...]:
    """Accepted links, in the order of goals and objectives.

    A goal is linked to every objective that it supports by its own words. What it is declared
    under needs less evidence, unless another objective is clearly better. A goal under a
    parent goal hangs from what the parent hangs from.

    Args:
        goal_set: Goals and objectives.
        support: Probability of support, shape (goals, objectives).
        because: Words for what a direct link rests on.
    """
    direct: dict[str, list[Link]] = {}
    for row, goal in enumerate(goal_set.goals):
        direct[goal.id] = [
            Link(goal.id, objective.id, round(float(support[row, column]), 4), (), because(row, column))
            for column, objective in enumerate(goal_set.objectives)
            if support[row, column] >= _needed(goal, objective.id, float(support[row].max() - support[row, column]))
        ]
    goals = {goal.id: goal for goal in goal_set.goals}
    resolved: dict[str, tuple[Link, ...]] = {}
    return tuple(
        entry for goal in goal_set.goals for entry in _resolve(goal, goals, direct, resolved)
    )


def _needed(goal: Goal, objective: str, behind: float) -> float:
    """Support needed for a link, given by how much the objective is behind the best one."""
    declared = objective in goal.parents
    return DECLARED_SUPPORTS if declared and behind < BETTER_BY else SUPPORTS


def _resolve(
    goal: Goal,
    goals: dict[str, Goal],
    direct: dict[str, list[Link]],
    resolved: dict[str, tuple[Link, ...]],
) -> tuple[Link, ...]:
    if goal.id not in resolved:
        found = {entry.objective: entry for entry in direct[goal.id]}
        for parent in goal.parents:
            if parent in goals:
                for above in _resolve(goals[parent], goals, direct, resolved):
                    found.setdefault(
                        above.objective,
                        Link(
                            goal.id,
                            above.objective,
                            above.score,
                            (parent, *above.via),
                            f"it is declared under {parent}, which supports it",
                        ),
                    )
        resolved[goal.id] = tuple(found.values())
    return resolved[goal.id]
