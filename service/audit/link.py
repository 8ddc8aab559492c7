"""Decide which goals hang from which objectives, directly or through a parent goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import TopologicalSorter

import numpy as np

from service.audit.support import Support
from service.audit.thresholds import (
    ALSO_SUPPORTS,
    BELONGS,
    DECLARED_SUPPORTS,
    UNDECLARED_SUPPORTS,
)
from service.domain.audit import Link
from service.domain.goal_set import Goal, GoalSet
from service.domain.ports import Scores

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
    row_of = {goal.id: row for row, goal in enumerate(goal_set.goals)}
    column_of = {objective.id: at for at, objective in enumerate(goal_set.objectives)}
    above = {goal.id: [p for p in goal.parents if p in row_of] for goal in goal_set.goals}
    found: dict[str, tuple[Link, ...]] = {}
    for goal_id in TopologicalSorter(above).static_order():  # parents come before their goals
        row = row_of[goal_id]
        if support.belonging[row] < BELONGS:
            found[goal_id] = ()
            continue
        goal = goal_set.goals[row]
        direct = [
            _link(goal_set, row, column, support, because)
            for column in _accepted(goal, support.choice[row], column_of)
        ]
        inherited = _inherited(goal, found)
        if not direct and not inherited:
            best = int(support.choice[row].argmax())
            direct = [_link(goal_set, row, best, support, because)]
        found[goal_id] = tuple({x.objective: x for x in (*inherited, *direct)}.values())
    return tuple(entry for goal in goal_set.goals for entry in found[goal.id])


def _accepted(goal: Goal, choice: Scores, column_of: Mapping[str, int]) -> list[int]:
    """Columns of the objectives that a goal hangs from by itself, not through a parent goal."""
    # Who has said where a goal hangs needs a good reason to see it hang elsewhere, too.
    best = choice.max()
    least = max(best * ALSO_SUPPORTS, UNDECLARED_SUPPORTS if goal.parents else 0.0)
    declared = [column_of[parent] for parent in goal.parents if parent in column_of]
    vouched = [column for column in declared if choice[column] >= best * DECLARED_SUPPORTS]
    return sorted({*map(int, np.flatnonzero(choice >= least)), *vouched})


def _link(goal_set: GoalSet, row: int, column: int, support: Support, because: Because) -> Link:
    score = round(float(support.belonging[row] * support.choice[row, column]), 4)
    goal, objective = goal_set.goals[row], goal_set.objectives[column]
    return Link(goal.id, objective.id, score, (), because(row, column))


def _inherited(goal: Goal, found: Mapping[str, tuple[Link, ...]]) -> list[Link]:
    """What a goal's parent goals hang from, it hangs from through them."""
    return [
        Link(
            goal.id,
            above.objective,
            above.score,
            (parent, *above.via),
            f"it is declared under {parent}, which supports it",
        )
        for parent in goal.parents
        for above in found.get(parent, ())
    ]
