"""Files that were chosen on the page, and what somebody said about their columns."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.adapters.importers.goal_sets.dates import DateOrder
from service.adapters.importers.goal_sets.fields import Field
from service.adapters.importers.goal_sets.reading import (
    ReadGoalSet,
    ReadingOptions,
    columns_said,
    read_goals,
)
from service.errors import InputError

#: Content and name.
NamedFile = tuple[bytes, str]

#: Bytes of files that a page keeps, so that they are read again without being chosen again: in
#: its form they are a third longer, and a form may have 5 MB.
MAX_KEPT = 3_500_000
#: Fields as the page asks for them, the likeliest to be adjusted first.
COLUMNS = {
    Field.TEXT: "Text of the goal",
    Field.PARENT: "Parent",
    Field.ID: "Id",
    Field.TYPE: "Objective or goal",
    Field.OWNER: "Owner",
    Field.KPI: "KPI",
    Field.LEVEL: "Level",
    Field.START: "Start",
    Field.DUE: "Due",
    Field.PERIOD: "Period",
}


@dataclass(frozen=True)
class Upload:
    """What was chosen and said.

    Attributes:
        goals: The file with the goals.
        strategy: A file with the objectives, where the other holds goals alone.
        mappings: What columns say, as ``field=column``; what is not said is found out.
        date_order: In which order day and month stand; empty when it is to be found out.
    """

    goals: NamedFile
    strategy: NamedFile | None = None
    mappings: tuple[str, ...] = ()
    date_order: str = ""

    def read(self) -> ReadGoalSet:
        """The goal set, as far as it can be read.

        Raises:
            UnknownColumns: No column is known to be the text of a goal.
            InputError: The file holds no goals; says what is wrong with it.
        """
        if self.date_order not in ("", *DateOrder):
            raise InputError(f"is none of {', '.join(DateOrder)}", where="date_order")
        order = DateOrder(self.date_order) if self.date_order else None
        options = ReadingOptions(columns_said(self.mappings), order)
        return read_goals(*self.goals, options, self.strategy)


@dataclass(frozen=True)
class Columns:
    """The columns of an upload, to be adjusted.

    Attributes:
        upload: What is to be read again.
        headings: As they stand in its tables.
        recognised: Headings by field, as they were found out or said.
        doubtful: Whether something is left to be said.
    """

    upload: Upload
    headings: tuple[str, ...]
    recognised: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    doubtful: bool = True

    @property
    def kept(self) -> dict[str, str]:
        """Content and name of each file as texts, by field; none when they are too large."""
        files = {"goals": self.upload.goals, "strategy": self.upload.strategy}
        there = {name: file for name, file in files.items() if file}
        if sum(len(content) for content, _ in there.values()) > MAX_KEPT:
            return {}
        return {
            key: value
            for name, (content, called) in there.items()
            for key, value in (
                (f"kept_{name}", base64.b64encode(content).decode()),
                (f"kept_{name}_name", called),
            )
        }


def columns_of(upload: Upload, read: ReadGoalSet) -> Columns | None:
    """The columns of what was read; None for files that have none."""
    headings = dict.fromkeys(column for table in read.tables for column in table.columns)
    if not headings:
        return None
    recognised: dict[Field, tuple[str, ...]] = {}
    for table in read.tables:
        for of_field, column in table.mapped.columns.items() if table.mapped else ():
            others = recognised.get(of_field, ())
            recognised[of_field] = others if column in others else (*others, column)
    unused = any(not table.mapped or table.mapped.unused for table in read.tables)
    return Columns(upload, tuple(headings), recognised, bool(unused or read.fault or read.refused))


def kept_file(content: str, name: str) -> NamedFile | None:
    """A file as ``Columns.kept`` gives it to the page; None without one.

    Raises:
        InputError: The text is none that the page has given.
    """
    if not name:
        return None
    try:
        return base64.b64decode(content, validate=True), name
    except (binascii.Error, ValueError) as error:
        raise InputError("The file did not come back whole. Choose it again.") from error
