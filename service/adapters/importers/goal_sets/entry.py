"""An entry of a goal list as it stands in its file, before ids and parents are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kpi_library.models import Level
from service.adapters.importers.columns import plain_heading
from service.adapters.importers.goal_sets.fields import Field
from service.adapters.importers.tables.table import Table
from service.adapters.importers.understood import ReadTable, RowIssue


class Kind(Enum):
    """What its file calls an entry."""

    STRATEGIC = "strategic"
    #: An objective of whatever level: strategic where key results stand under it.
    OBJECTIVE = "objective"
    BELOW = "below"


@dataclass(frozen=True, eq=False)
class Entry:
    """An objective or goal.

    Attributes:
        place: Where it stands, such as ``plan.csv, line 7``.
        text: The authors' words.
        id: As the file gives it; empty where it gives none.
        parents: Each an id, a title, or several of them joined.
        under: The entry above it, where the shape of the file says so.
        owner: Who answers for it.
        kpi: The measure that is tracked.
        level: Of the organisation.
        start: First day.
        due: Last day.
        kind: What its file calls it.
        further: Cells that say nothing else here, by heading.
        headings: What the file calls the fields.
    """

    place: str
    text: str
    id: str = ""
    parents: tuple[str, ...] = ()
    under: Entry | None = None
    owner: str = ""
    kpi: str = ""
    level: Level | None = None
    start: date | None = None
    due: date | None = None
    kind: Kind | None = None
    further: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[Field, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """The entries of a file.

    Attributes:
        source: What wrote the file, or its format.
        entries: In file order, those above before those under them.
        organisation: Whose they are; empty when unknown.
        issues: Rows that were refused, or read with a doubt.
        refused: Ids and texts of refused rows, which may be named as parents.
        tables: How each table was understood.
        notes: What else of the file was read or left out.
    """

    source: str
    entries: tuple[Entry, ...]
    organisation: str = ""
    issues: tuple[RowIssue, ...] = ()
    refused: frozenset[str] = frozenset()
    tables: tuple[ReadTable[Field], ...] = ()
    notes: tuple[str, ...] = ()


_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(
        (
            "strategy", "strategic", "pillar", "theme", "priority", "company", "corporate",
            "organisation objective", "organization objective", "organizational objective",
            "organisational objective", "corporate objective", "corporate goal", "vision",
            "mission",
        ),
        Kind.STRATEGIC,
    ),
    **dict.fromkeys(("objective", "objectives", "o", "okr"), Kind.OBJECTIVE),
    **dict.fromkeys(
        ("goal", "key result", "kr", "keyresult", "initiative", "project", "milestone", "kpi",
         "team goal", "team objective", "individual goal", "department goal", "task", "action"),
        Kind.BELOW,
    ),
}  # fmt: skip
_LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(
        ("company", "companywide", "company wide", "organisation", "organization", "corporate",
         "enterprise", "strategic", "group", "global", "workspace", "whole organisation"),
        Level.COMPANY,
    ),
    **dict.fromkeys(
        ("department", "division", "function", "business unit", "directorate", "departmental"),
        Level.DEPARTMENT,
    ),
    **dict.fromkeys(("team", "squad", "unit", "section", "crew"), Level.TEAM),
    **dict.fromkeys(
        ("person", "individual", "personal", "employee", "user", "contributor"), Level.PERSON
    ),
}  # fmt: skip
#: Types that say no more than what an entry is read as; others are kept with it.
PLAIN_TYPES = frozenset({"strategic objective", "goal", "key result"})


def kind_of(text: str) -> Kind | None:
    """What the cell of a type column says."""
    plain = plain_heading(text)
    if plain.startswith(("strategic ", "company ")):
        return Kind.STRATEGIC
    return _KINDS.get(plain)


def level_of(text: str) -> Level | None:
    """The level of the organisation in a cell, as people write it."""
    return _LEVELS.get(plain_heading(text).removesuffix(" level").removesuffix(" goal"))


def placed(table: Table, place: str) -> str:
    """A place in a table, with the name of file and sheet."""
    return f"{table.name}, {place}"
