"""Decide which goals hang from which objectives, directly or through a parent goal."""

from __future__ import annotations

from collections.abc import Callable

from service.audit.support import Support
from service.audit.thresholds import (
    ALSO_SUPPORTS,
    BELONGS,
    DECLARED_BELONGS,
    DECLARED_SUPPORTS,
)
from service.domain.audit import Link
from service.domain.goal_set import Goal, GoalSet

#: Says what a direct link between a goal row and an objective column rests on.
Because = Callable[[int, int], str]


def link(goal_set: GoalSet, support: Support, because: Because) -> tuple[Link, ...]:
    """Accepted links, in the order of goals.

    A goal that belongs is linked to the objective that fits it best, to others nearly as
    good, and to what it is declared under unless that is plainly worse. A goal under a parent
    goal hangs from what the parent hangs from, too.

    Args:
        goal_set: Goals and objectives.
        support: What the texts say.
        because: Words for what a direct link rests on.
    """
    goals = {goal.id: goal for goal in goal_set.goals}
    direct = {
        goal.id: _direct(goal_set, row, support, because) for row, goal in enumerate(goal_set.goals)
    }
    resolved: dict[str, tuple[Link, ...]] = {}
    return tuple(
        entry for goal in goal_set.goals for entry in _resolve(goal, goals, direct, resolved)
    )


def _direct(goal_set: GoalSet, row: int, support: Support, because: Because) -> list[Link]:
    goal = goal_set.goals[row]
    if support.belonging[row] < (DECLARED_BELONGS if goal.parents else BELONGS):
        return []
    choice = support.choice[row]
    return [
        Link(
            goal.id,
            objective.id,
            round(float(support.belonging[row] * choice[column]), 4),
            (),
            because(row, column),
        )
        for column, objective in enumerate(goal_set.objectives)
        if choice[column]
        >= choice.max() * (DECLARED_SUPPORTS if objective.id in goal.parents else ALSO_SUPPORTS)
    ]


def _resolve(
    goal: Goal,
    goals: dict[str, Goal],
    direct: dict[str, list[Link]],
    resolved: dict[str, tuple[Link, ...]],
) -> tuple[Link, ...]:
    if goal.id not in resolved:
        found = {entry.objective: entry for entry in direct[goal.id]}
        for parent in goal.parents:
            if parent in goals and direct[goal.id]:
                for above in _resolve(goals[parent], goals, direct, resolved):
                    through = (parent, *above.via)
                    because = f"it is declared under {parent}, which supports it"
                    found.setdefault(
                        above.objective,
                        Link(goal.id, above.objective, above.score, through, because),
                    )
        resolved[goal.id] = tuple(found.values())
    return resolved[goal.id]
