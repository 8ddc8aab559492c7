"""A goal set as Culture Amp keeps it: key results in columns of the row of their objective."""

from __future__ import annotations

from collections import defaultdict

from service.adapters.exporters.goal_sets.layouts import (
    LAYOUTS,
    cells_of,
    further_columns,
    joint_of,
)
from service.adapters.exporters.grids import csv_of
from service.adapters.importers.goal_sets.fields import Field
from service.adapters.importers.goal_sets.tools import CULTURE_AMP
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

#: Key results in one row; more are rows of their own.
MOST = 10
_PARTS = {
    Field.TEXT: "",
    Field.ID: " ID",
    Field.OWNER: " Owner",
    Field.KPI: " Metric",
    Field.LEVEL: " Level",
    Field.START: " Start Date",
    Field.DUE: " Due Date",
}


def to_culture_amp(goal_set: GoalSet) -> bytes:
    """Delimited text: a goal that nothing hangs from is a key result of its one parent."""
    layout = LAYOUTS[CULTURE_AMP.name]
    served = {parent for goal in goal_set.goals for parent in goal.parents}
    results: dict[str, list[Goal]] = defaultdict(list)
    for goal in goal_set.goals:
        if goal.id not in served and len(goal.parents) == 1 and not goal.further:
            results[goal.parents[0]].append(goal)
    inside = {goal.id for group in results.values() for goal in group[:MOST]}
    further, joint = further_columns(goal_set, layout), joint_of(goal_set)
    rows = []
    entries: tuple[StrategicObjective | Goal, ...] = (*goal_set.objectives, *goal_set.goals)
    for entry in entries:
        if entry.id in inside:
            continue
        row = cells_of(entry, layout, joint, further)
        for number, goal in enumerate(results.get(entry.id, ())[:MOST], start=1):
            cells = cells_of(goal, layout, joint, further)
            for of_field, part in _PARTS.items():
                if text := cells.get(layout.headings[of_field]):
                    row[f"Key Result {number}{part}"] = text
        rows.append(row)
    most = max((min(len(group), MOST) for group in results.values()), default=1)
    numbered = [
        f"Key Result {number}{part}" for number in range(1, most + 1) for part in _PARTS.values()
    ]
    columns = [*layout.headings.values(), *numbered, *further.values()]
    return csv_of([columns, *([row.get(column, "") for column in columns] for row in rows)])
