"""A goal set as an indented outline: a column a level, Main for the strategy, L1 ... Ln below."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from service.adapters.exporters.goal_sets.layouts import (
    OUTLINE,
    cells_of,
    further_columns,
    joint_of,
)
from service.adapters.exporters.grids import csv_of
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.errors import InputError

#: A file can have 500 columns.
DEEPEST = 400


def to_outline(goal_set: GoalSet) -> bytes:
    """Delimited text; a goal stands under its first parent and names the others.

    Raises:
        InputError: Goals stand under goals deeper than a table has columns.
    """
    under: dict[str, list[Goal]] = defaultdict(list)
    for goal in goal_set.goals:
        under[goal.parents[0] if goal.parents else ""].append(goal)
    further, joint = further_columns(goal_set, OUTLINE), joint_of(goal_set)
    rows: list[tuple[int, dict[str, str]]] = []
    # Goals without parent come first: an empty cell in Main stands for the one above.
    waiting: list[tuple[int, Goal | StrategicObjective]] = [
        (0, objective) for objective in reversed(goal_set.objectives)
    ]
    waiting += [(1, goal) for goal in reversed(under[""])]
    while waiting:
        depth, entry = waiting.pop()
        if depth > DEEPEST:
            raise InputError(f"goals stand more than {DEEPEST} levels deep: no outline holds them")
        placed = replace(entry, parents=entry.parents[1:]) if isinstance(entry, Goal) else entry
        rows.append((depth, {**cells_of(placed, OUTLINE, joint, further), "": entry.text}))
        waiting += [(depth + 1, goal) for goal in reversed(under[entry.id])]
    levels = ["Main", *(f"L{n}" for n in range(1, max(depth for depth, _ in rows) + 1))]
    columns = [*OUTLINE.headings.values(), *further.values()]
    grid = [[*levels, *columns]]
    for depth, row in rows:
        place = ["" for _ in levels]
        place[depth] = row[""]
        grid.append([*place, *(row.get(column, "") for column in columns)])
    return csv_of(grid)
