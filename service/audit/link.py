"""Decide which goals hang from which objectives, directly or through a parent goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import TopologicalSorter

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
    good, and to what it is declared under unless that is plainly worse. When it stands under a
    parent goal, it hangs from what the parent hangs from, too. One that does not belong hangs
    from nothing, whatever it is declared under: that is what an orphan is.

    Args:
        goal_set: Goals and objectives.
        support: What the texts say.
        because: Words for what a direct link rests on.
    """
    goals = {goal.id: goal for goal in goal_set.goals}
    direct = {
        goal.id: _direct(goal_set, row, support, because) for row, goal in enumerate(goal_set.goals)
    }
    above = {goal.id: [p for p in goal.parents if p in goals] for goal in goal_set.goals}
    resolved: dict[str, tuple[Link, ...]] = {}
    for goal_id in TopologicalSorter(above).static_order():  # parents come before their goals
        resolved[goal_id] = _resolve(goals[goal_id], direct[goal_id], resolved)
    return tuple(entry for goal in goal_set.goals for entry in resolved[goal.id])


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
    goal: Goal, direct: list[Link], resolved: Mapping[str, tuple[Link, ...]]
) -> tuple[Link, ...]:
    if not direct:
        return ()
    found = {entry.objective: entry for entry in direct}
    for parent in goal.parents:
        for above in resolved.get(parent, ()):
            through = (parent, *above.via)
            because = f"it is declared under {parent}, which supports it"
            found.setdefault(
                above.objective, Link(goal.id, above.objective, above.score, through, because)
            )
    return tuple(found.values())
