"""Which goal tool wrote a table, told from its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.adapters.importers.columns import plain_heading
from service.adapters.importers.goal_sets.fields import HEADINGS, Field

#: "Key result 2", "KR 2 owner": a key result in columns of the row of its objective.
KEY_RESULT = re.compile(r"\s*(?:key[\s_-]*result|kr)[\s#_-]*(\d{1,3})\b[\s:._()-]*(.*)", re.I)


@dataclass(frozen=True)
class Tool:
    """A goal tool as its export shows it.

    Attributes:
        name: Its own.
        marks: It is the tool when all headings of one of these are there, plain or as they stand.
        headings: What it writes above a field, before what everybody writes.
    """

    name: str
    marks: tuple[frozenset[str], ...] = ()
    headings: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)

    @property
    def vocabulary(self) -> Mapping[Field, tuple[str, ...]]:
        """Headings by field, the tool's own first."""
        return {
            of_field: tuple(dict.fromkeys((*self.headings.get(of_field, ()), *general)))
            for of_field, general in HEADINGS.items()
        }


def _marks(*marks: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(mark.split(", ")) for mark in marks)


ANY = Tool("a table")
PLUMBLINE = Tool("Plumbline", _marks("id, type, text, owner, parent, kpi, level, start, due"))
VIVA = Tool(
    "Viva Goals",
    _marks(
        "row id, title",
        "title, parent ids",
        "title, time period",
        "title, okr type",
        "objective title, time period",
    ),
    {
        Field.ID: ("row id", "okr id", "id", "objective id"),
        Field.TEXT: ("title", "objective title", "okr title"),
        Field.PARENT: ("parent ids", "parent id", "parent row ids", "parent row id", "parents"),
        Field.TYPE: ("type", "okr type", "objective type"),
        Field.DUE: ("end date", "due date", "target date"),
    },
)
BETTERWORKS = Tool(
    "Betterworks",
    _marks(
        "goal name, owner email",
        "goal name, goal owner",
        "goal name, parent goal",
        "goal name, parent goal id",
        "goal name, parent goal name",
        "goal name, visibility",
        "goal name, privacy",
        "goal name, milestone name",
        "goal title, goal owner",
    ),
    {
        Field.ID: ("goal id", "id"),
        Field.TEXT: ("goal name", "goal title"),
        Field.PARENT: ("parent goal id", "parent goal ids", "parent goal", "parent goal name"),
        Field.OWNER: ("goal owner", "owner name", "owner", "owner email"),
        Field.TYPE: ("goal type", "type"),
        Field.KPI: ("metric", "metric name", "measure"),
    },
)
CULTURE_AMP = Tool(
    "Culture Amp",
    headings={
        Field.ID: ("goal id", "id"),
        Field.TEXT: ("goal name", "goal title", "goal", "objective", "title", "name"),
        Field.PARENT: ("aligned to", "aligned goal id", "aligned goal", "parent goal"),
        Field.OWNER: ("owner", "goal owner", "owner name", "owner email"),
        Field.TYPE: ("goal type", "type"),
    },
)
ATLASSIAN = Tool(
    "Atlassian Goals",
    _marks("goal_id", "parent_goal_id", "targeted_at", "targeted at", "goal key, target date"),
    {
        Field.ID: ("goal id", "goal key", "key", "id"),
        Field.TEXT: ("goal name", "name", "title", "goal"),
        Field.PARENT: ("parent goal id", "parent goal ids", "parent goal key", "parent goal"),
        Field.OWNER: ("owner name", "owner", "owner email"),
        Field.DUE: ("targeted at", "target date", "due date"),
        Field.START: ("started at", "start date", "starts at"),
    },
)
ASANA = Tool(
    "Asana",
    _marks("gid", "goal gid", "goal id, time period, metric"),
    {
        Field.ID: ("gid", "goal gid", "goal id"),
        Field.TEXT: ("name", "goal name", "goal"),
        Field.PARENT: ("parent gid", "parent gids", "parent goal gid", "parent", "parents",
                       "parent goal", "parent goals", "parent name"),
        Field.OWNER: ("owner name", "owner", "owner email", "team name", "team"),
        Field.KPI: ("metric name", "metric"),
        Field.PERIOD: ("time period display name", "time period"),
        Field.START: ("start on", "time period start on"),
        Field.DUE: ("due on", "time period end on", "due date"),
        Field.LEVEL: ("level", "is workspace level"),
    },
)  # fmt: skip
_BY_COLUMNS = (PLUMBLINE, ASANA, ATLASSIAN, VIVA, BETTERWORKS)


def tool_of(columns: Sequence[str]) -> Tool:
    """The tool whose columns these are, ``ANY`` where none is known."""
    if any(KEY_RESULT.fullmatch(column) for column in columns):
        return CULTURE_AMP
    names = set().union(*map(_names, columns))
    return next((t for t in _BY_COLUMNS if any(mark <= names for mark in t.marks)), ANY)


def is_mark(column: str) -> bool:
    """Whether a column can make a table that of a tool."""
    return any(_names(column) & mark for tool in _BY_COLUMNS for mark in tool.marks)


def _names(column: str) -> set[str]:
    return {plain_heading(column), column.strip().casefold()}
