"""A goal set as tables: CSV, XLSX and what goal tools take."""

from __future__ import annotations

from collections.abc import Sequence

from service.adapters.exporters.goal_sets.layouts import (
    OURS,
    Layout,
    cells_of,
    further_columns,
    joint_of,
)
from service.adapters.exporters.grids import Grid, csv_of, xlsx_of
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

WIDTHS = {"text": 60, "owner": 24, "parent": 24}


def to_table(goal_set: GoalSet, layout: Layout) -> bytes:
    """Delimited text, objectives first."""
    return csv_of(grid_of(goal_set, layout, (*goal_set.objectives, *goal_set.goals)))


def to_csv(goal_set: GoalSet) -> bytes:
    """Delimited text in our own columns."""
    return to_table(goal_set, OURS)


def to_xlsx(goal_set: GoalSet) -> bytes:
    """A workbook with a sheet for the strategy and one for the goals."""
    sheets = {
        "Strategy": grid_of(goal_set, OURS, goal_set.objectives),
        "Goals": grid_of(goal_set, OURS, goal_set.goals),
    }
    return xlsx_of(sheets, WIDTHS, frozen=3)


def grid_of(
    goal_set: GoalSet, layout: Layout, entries: Sequence[StrategicObjective | Goal]
) -> Grid:
    """Headings and a row for each of the entries."""
    further = further_columns(goal_set, layout)
    joint = joint_of(goal_set)
    columns = [*layout.headings.values(), *further.values()]
    rows = (cells_of(entry, layout, joint, further) for entry in entries)
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]
