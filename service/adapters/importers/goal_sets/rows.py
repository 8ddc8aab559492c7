"""Rows of a goal list as entries: an entry a row, and one more for each key result in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.adapters.importers.columns import Mapped, plain_heading
from service.adapters.importers.goal_sets.dates import DateOrder, Days, days_of
from service.adapters.importers.goal_sets.entry import (
    PLAIN_TYPES,
    Entry,
    Kind,
    kind_of,
    level_of,
    placed,
)
from service.adapters.importers.goal_sets.fields import FURTHER, HEADINGS, Field
from service.adapters.importers.goal_sets.tools import KEY_RESULT
from service.adapters.importers.tables.table import Row, Table
from service.adapters.importers.understood import RowIssue

_FIELD_OF = {heading: of_field for of_field, words in HEADINGS.items() for heading in words}


@dataclass
class RowReader:
    """Reads the rows of one table.

    Attributes:
        table: The table.
        mapped: What its columns say.
        order: Of dates, as somebody set it.
        strategic: Whether the table as a whole is the strategy.
        issues: What was wrong, filled while reading.
        refused: Ids and texts of refused rows, filled while reading.
    """

    table: Table
    mapped: Mapped[Field]
    order: DateOrder | None
    strategic: bool = False
    issues: list[RowIssue] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._results = _key_results(self.mapped.unused)
        named = {column for group in self._results.values() for column in group.values()}
        self._unused = tuple(c for c in self.mapped.unused if c not in named)
        dated = [c for f, c in self.mapped.columns.items() if f in (Field.START, Field.DUE)]
        dated += [
            column
            for group in self._results.values()
            for sub, column in group.items()
            if _FIELD_OF.get(plain_heading(sub)) in (Field.START, Field.DUE)
        ]
        self.days: Days = days_of(
            ((row.place, row.cells[c]) for row in self.table.rows for c in dated if c in row.cells),
            self.order,
        )

    @property
    def says(self) -> Mapped[Field]:
        """What the columns say, those of key results aside."""
        return Mapped(self.mapped.columns, self._unused)

    @property
    def notes(self) -> tuple[str, ...]:
        """How the rows were read."""
        results = ", ".join(map(str, self._results))
        told = (
            f"key results {results} stand in columns: each is a goal under its row's"
            if results
            else "",
            self.days.note,
        )
        return tuple(filter(None, told))

    def entries(self) -> Iterator[Entry]:
        """The entries, in file order."""
        above: dict[str, Entry] = {}
        for row in self.table.rows:
            place = placed(self.table, row.place)
            text = self._cell(row, Field.TEXT)
            fault = row.fault or ("" if text else self._without_text(row))
            if fault:
                self.refuse(place, fault, row)
                continue
            nested = {"under": above[row.above], "kind": Kind.BELOW} if row.above in above else {}
            entry = above[row.place] = self.entry(row, text, **nested)
            yield entry
            yield from self._results_of(row, entry)

    def refuse(self, place: str, fault: str, row: Row) -> None:
        """Leave a row out, and remember what it may be named by."""
        self.issues.append(RowIssue(place, fault))
        named = (self._cell(row, Field.ID), self._cell(row, Field.TEXT))
        self.refused.update(filter(None, named))

    def entry(self, row: Row, text: str, **more: Any) -> Entry:
        """The entry of a row, its text given; ``more`` has the last word on its fields."""
        cells = {f: self._cell(row, f) for f in self.mapped.columns}
        given = {f: cell for f, cell in cells.items() if cell}
        fields = self.fields(given, self.mapped.columns, placed(self.table, row.place))
        fields["further"] = {
            column.removeprefix(FURTHER): row.cells[column]
            for column in self._unused
            if column in row.cells
        } | fields["further"]
        if self.strategic and not fields["kind"]:
            fields["kind"] = Kind.STRATEGIC
        return Entry(placed(self.table, row.place), text, **{**fields, **more})

    def fields(
        self, given: Mapping[Field, str], headings: Mapping[Field, str], place: str
    ) -> dict[str, Any]:
        """Keyword arguments for an entry, of its cells by field."""
        further: dict[str, str] = {}
        parents = tuple(filter(None, [given.get(Field.PARENT, "")]))
        type_ = given.get(Field.TYPE, "")
        plain = plain_heading(type_)
        if type_ and plain not in PLAIN_TYPES and not (plain == "objective" and not parents):
            further[headings[Field.TYPE]] = type_
        level = level_of(given.get(Field.LEVEL, ""))
        if Field.LEVEL in given and level is None:
            further[headings[Field.LEVEL]] = given[Field.LEVEL]
        start = due = None
        if Field.PERIOD in given:
            further[headings[Field.PERIOD]] = given[Field.PERIOD]
            try:
                period = self.days.read(given[Field.PERIOD])
                start, due = period.first, period.last
            except ValueError:  # such as "Evergreen" or a fiscal year
                pass
        for of_field in (Field.START, Field.DUE):
            if of_field not in given:
                continue
            try:
                period = self.days.read(given[of_field])
            except ValueError as error:
                further[headings[of_field]] = given[of_field]
                message = f"{headings[of_field]}: {error}; kept as it stands, the day left open"
                self.issues.append(RowIssue(place, message, refused=False))
                continue
            if of_field is Field.START:
                start = period.first
            else:
                due = period.last
        return {
            "id": given.get(Field.ID, ""),
            "parents": parents,
            "owner": given.get(Field.OWNER, ""),
            "kpi": given.get(Field.KPI, ""),
            "level": level,
            "start": start,
            "due": due,
            "kind": kind_of(type_),
            "further": further,
            "headings": headings,
        }

    def _cell(self, row: Row, of_field: Field) -> str:
        return row.cells.get(self.mapped.columns.get(of_field, ""), "")

    def _without_text(self, row: Row) -> str:
        column = self.mapped.columns[Field.TEXT]
        named = ", ".join(f"{c} {row.cells[c][:40]!r}" for c in [*row.cells][:2])
        return f"column {column!r} is empty: a goal needs its text (the row has {named})"

    def _results_of(self, row: Row, above: Entry) -> Iterator[Entry]:
        """Key results that stand in columns of their objective's row."""
        place = placed(self.table, row.place)
        for number, group in self._results.items():
            cells = {sub: row.cells[column] for sub, column in group.items() if column in row.cells}
            text = cells.pop("", "")
            if not text:
                if cells:
                    message = f"key result {number} has no text but {', '.join(cells.values())!r}"
                    self.issues.append(RowIssue(place, message))
                continue
            given: dict[Field, str] = {}
            headings: dict[Field, str] = {}
            further: dict[str, str] = {}
            for sub, cell in cells.items():
                of_field = _FIELD_OF.get(plain_heading(sub))
                if of_field in (None, Field.TEXT) or of_field in given:
                    further[sub.removeprefix(FURTHER)] = cell
                elif of_field is not None:
                    given[of_field], headings[of_field] = cell, sub
            fields = self.fields(given, headings, place)
            fields |= {"kind": Kind.BELOW, "further": further | fields["further"], "under": above}
            yield Entry(f"{place}, key result {number}", text, **fields)


def _key_results(columns: tuple[str, ...]) -> dict[int, dict[str, str]]:
    """Column by what it says of each key result, which has a number; its text is said by ""."""
    found: dict[int, dict[str, str]] = {}
    for column in columns:
        if match := KEY_RESULT.fullmatch(column):
            sub = match[2].strip()
            plain = plain_heading(sub)
            sub = "" if plain in ("", "name", "title", "text") else sub
            found.setdefault(int(match[1]), {}).setdefault(sub, column)
    return {number: found[number] for number in sorted(found) if "" in found[number]}
