"""The columns in which each tool writes goals, one row an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.adapters.importers.columns import map_columns, plain_heading
from service.adapters.importers.goal_sets.fields import FURTHER, Field
from service.adapters.importers.goal_sets.outline import is_level
from service.adapters.importers.goal_sets.tools import (
    ANY,
    ASANA,
    ATLASSIAN,
    BETTERWORKS,
    CULTURE_AMP,
    KEY_RESULT,
    PLUMBLINE,
    VIVA,
    Tool,
    is_mark,
    tool_of,
)
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

_JOINT = re.compile("[,;|\n]")


@dataclass(frozen=True)
class Layout:
    """The columns of a table of goals.

    Attributes:
        tool: That is to recognise them.
        headings: Heading by field, in order.
        objective: What its type column calls an objective of the strategy.
        goal: What it calls a goal under it.
    """

    tool: Tool
    headings: Mapping[Field, str]
    objective: str = "Objective"
    goal: str = "Key Result"


def _headings(words: str) -> dict[Field, str]:
    order = (
        Field.ID, Field.TYPE, Field.TEXT, Field.OWNER, Field.PARENT, Field.KPI, Field.LEVEL,
        Field.START, Field.DUE,
    )  # fmt: skip
    return dict(zip(order, words.split(", "), strict=True))


OURS = Layout(
    PLUMBLINE,
    _headings("id, type, text, owner, parent, kpi, level, start, due"),
    "strategic objective",
    "goal",
)
LAYOUTS = {
    tool.name: Layout(tool, _headings(words))
    for tool, words in (
        (VIVA, "Row ID, Type, Title, Owner, Parent IDs, Metric Name, Level, Start Date, End Date"),
        (
            BETTERWORKS,
            "Goal ID, Goal Type, Goal Name, Goal Owner, Parent Goal ID, Metric, Level, Start Date, "
            "Due Date",
        ),
        (ATLASSIAN, "goal_id, type, name, owner, parent_goal_id, metric, level, started_at, "
                    "targeted_at"),
        (ASANA, "gid, type, name, owner, parent, metric, level, start_on, due_on"),
        (
            CULTURE_AMP,
            "Goal ID, Goal Type, Goal Name, Owner, Aligned To, Metric, Level, Start Date, Due Date",
        ),
    )
}  # fmt: skip
#: Beside the columns of the levels.
OUTLINE = Layout(
    ANY,
    {
        Field.ID: "ID",
        Field.OWNER: "Owner",
        Field.PARENT: "Parents",
        Field.KPI: "KPI",
        Field.LEVEL: "Level",
        Field.START: "Start",
        Field.DUE: "Due",
    },
)


def cells_of(
    entry: StrategicObjective | Goal, layout: Layout, joint: str, further: Mapping[str, str]
) -> dict[str, str]:
    """Text by column; empty cells are left out.

    Args:
        entry: Objective or goal.
        layout: The columns.
        joint: Between several parents.
        further: Column by heading of a further cell.
    """
    said = {
        Field.ID: entry.id,
        Field.TEXT: entry.text,
        Field.OWNER: entry.owner,
        Field.DUE: entry.due.isoformat() if entry.due else "",
        Field.TYPE: layout.objective,
    }
    if isinstance(entry, Goal):
        said |= {
            Field.TYPE: layout.goal,
            Field.PARENT: joint.join(entry.parents),
            Field.KPI: entry.kpi,
            Field.LEVEL: entry.level.value if entry.level else "",
            Field.START: entry.start.isoformat() if entry.start else "",
        }
    cells = {layout.headings[f]: text for f, text in said.items() if f in layout.headings}
    cells |= {further[heading]: text for heading, text in entry.further}
    return {column: text for column, text in cells.items() if text}


def joint_of(goal_set: GoalSet) -> str:
    """What stands between several parents: a comma, unless an id could be taken apart by it."""
    return "\n" if any(_JOINT.search(entry.id) for entry in goal_set.entries) else ", "


def further_columns(goal_set: GoalSet, layout: Layout) -> dict[str, str]:
    """Column by heading of the further cells of a goal set, in order of appearance.

    A heading that an importer would take for another column is marked by ``FURTHER``.
    """
    entries: tuple[StrategicObjective | Goal, ...] = (*goal_set.objectives, *goal_set.goals)
    wanted = dict.fromkeys(heading for entry in entries for heading, _ in entry.further)
    taken = {plain_heading(heading) for heading in layout.headings.values()}
    columns = {h: f"{FURTHER}{h}" if _is_taken(h, taken) else h for h in wanted}
    for heading in _misread([*layout.headings.values(), *columns.values()], layout):
        columns[heading] = f"{FURTHER}{heading}"
    return columns


def _is_taken(heading: str, taken: set[str]) -> bool:
    plain = plain_heading(heading)
    return (
        plain in taken
        or not plain
        or heading.startswith(FURTHER)
        or is_level(heading)
        or KEY_RESULT.fullmatch(heading) is not None
    )


def _misread(columns: list[str], layout: Layout) -> Iterable[str]:
    """Columns beside the layout's that would be read as one of our fields, or as another tool's."""
    ours = set(layout.headings.values())
    foreign = set()
    if tool_of(columns) is not layout.tool:
        foreign = {column for column in columns if column not in ours and is_mark(column)}
    kept = [column for column in columns if column not in foreign]
    mapped = map_columns(kept, layout.tool.vocabulary, {}, "")
    # Cells of a period are kept as they stand, and the text of an outline stands in its levels.
    harmless = {Field.PERIOD, *({Field.TEXT} - layout.headings.keys())}
    read = {c for f, c in mapped.columns.items() if f not in harmless and c not in ours}
    return foreign | read
