"""Read a goal set, whatever it is kept in: by the kind of its file, then by its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from pydantic import ValidationError

from service.adapters.importers.columns import Mapped, map_columns, unknown_columns
from service.adapters.importers.goal_set import (
    GoalDocument,
    GoalSetDocument,
    ObjectiveDocument,
    StrategyDocument,
    dotted,
    to_goal_set,
)
from service.adapters.importers.goal_sets.arranging import NO_OBJECTIVE, Arranged, arrange
from service.adapters.importers.goal_sets.dates import DateOrder
from service.adapters.importers.goal_sets.entry import Entry, Kind, Listed
from service.adapters.importers.goal_sets.fields import Field
from service.adapters.importers.goal_sets.outline import (
    OUTLINE,
    is_indented,
    level_columns,
    outline_entries,
    read_indented,
    without_levels,
)
from service.adapters.importers.goal_sets.own_document import (
    OWN_DOCUMENT,
    is_own_document,
    read_own_document,
)
from service.adapters.importers.goal_sets.rows import RowReader
from service.adapters.importers.goal_sets.stratml import read_stratml
from service.adapters.importers.goal_sets.tools import ANY, tool_of
from service.adapters.importers.plain_document import load_document
from service.adapters.importers.tables.delimited import decoded_text, read_delimited
from service.adapters.importers.tables.records import goal_tables, read_json_lines
from service.adapters.importers.tables.spreadsheet import read_spreadsheet
from service.adapters.importers.tables.table import Table
from service.adapters.importers.text_file import decode, read_bytes
from service.adapters.importers.understood import ReadTable, RowIssue
from service.domain.goal_set import GoalSet
from service.errors import InputError, InvalidGoalSet, UnreadableFile

READABLE = "csv, tsv, xlsx, json, jsonl, yaml, xml (StratML), txt, md"
#: 100,000 goals as CSV are about 15 MB.
MAX_BYTES = 50_000_000
_STRATEGY = re.compile(
    r"\b(?:strateg\w*|(?:strategic |company |corporate )?objectives|pillars|company goals)\b", re.I
)


@dataclass(frozen=True)
class ReadingOptions:
    """What somebody said about a file.

    Attributes:
        columns: Column by field, where headings say it differently.
        date_order: In which order day and month stand.
        sheet: Of a workbook, the only one to read.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    sheet: str | None = None


def columns_said(mappings: Iterable[str]) -> dict[str, str]:
    """Column by field, of texts such as ``due=By when``; an empty column means none.

    Raises:
        InputError: One is not of this form.
    """
    given: dict[str, str] = {}
    for mapping in mappings:
        of_field, sign, column = mapping.partition("=")
        if not sign:
            raise InputError(f"{mapping[:60]!r} is not of the form field=column", where="map")
        given[of_field.strip()] = column.strip()
    return given


@dataclass(frozen=True)
class ReadGoalSet:
    """A file as read: nothing of it is lost in silence.

    Attributes:
        source: What wrote it, or its format.
        organisation: Whose goals they are; empty when unknown.
        objectives: In file order.
        goals: In file order.
        issues: Entries that were refused, or read with a doubt.
        tables: How each table was understood; none for other formats.
        notes: What else of the file was read or left out.
        told: How objectives were told from goals.
    """

    source: str
    organisation: str
    objectives: tuple[ObjectiveDocument, ...]
    goals: tuple[GoalDocument, ...]
    issues: tuple[RowIssue, ...]
    tables: tuple[ReadTable[Field], ...]
    notes: tuple[str, ...]
    told: str

    @property
    def refused(self) -> tuple[RowIssue, ...]:
        """Entries that are left out."""
        return tuple(issue for issue in self.issues if issue.refused)

    @property
    def fault(self) -> str:
        """Why it makes no goal set, and how to mend that; empty when it does."""
        if not self.objectives:
            return NO_OBJECTIVE
        return "" if self.goals else "there are no goals under the strategy"

    def document(self) -> GoalSetDocument:
        """The goal set in our shape, without what was refused.

        Raises:
            InvalidGoalSet: It has no objectives, no goals, or too many.
        """
        if self.fault:
            raise InvalidGoalSet(self.fault)
        try:
            return GoalSetDocument(
                organisation=self.organisation[:200],
                strategy=StrategyDocument(objectives=list(self.objectives)),
                goals=list(self.goals),
            )
        except ValidationError as error:
            first = error.errors()[0]
            raise InvalidGoalSet(first["msg"], where=dotted(first["loc"])) from error

    def checked(self, skip_refused: bool = False) -> GoalSet:
        """The goal set, to be audited.

        Args:
            skip_refused: Whether to go on without the entries that are refused.

        Raises:
            InvalidGoalSet: It is none, or entries are refused; names them all.
        """
        if self.refused and not skip_refused:
            if len(self.refused) == 1:
                raise InvalidGoalSet(self.refused[0].message, self.refused[0].place)
            told = "; ".join(f"{issue.place}: {issue.message}" for issue in self.refused)
            raise InvalidGoalSet(f"{len(self.refused)} entries are refused: {told}")
        return to_goal_set(self.document())


def read_goal_file(
    path: Path, options: ReadingOptions | None = None, strategy: Path | None = None
) -> ReadGoalSet:
    """The goal set in a file.

    Args:
        path: Any of ``READABLE``.
        options: What somebody said about it.
        strategy: A file with the objectives, where ``path`` holds goals alone.

    Raises:
        UnreadableFile: A file is not what its ending claims, or is empty.
        InputError: No column can be the text of a goal, or an option names what there is not.
    """
    above = strategy and (read_bytes(strategy, MAX_BYTES), strategy.name)
    return read_goals(read_bytes(path, MAX_BYTES), path.name, options, above or None)


def read_goals(
    content: bytes,
    name: str,
    options: ReadingOptions | None = None,
    strategy: tuple[bytes, str] | None = None,
) -> ReadGoalSet:
    """The goal set in a file's content; as ``read_goal_file``.

    Args:
        content: The bytes.
        name: Of the file; its ending says what it is.
        options: What somebody said about it.
        strategy: Content and name of a file with the objectives.
    """
    options = options or ReadingOptions()
    listed = _listed(content, name, options)
    if not listed.tables and (options.columns or options.sheet is not None):
        raise InputError(f"is {listed.source} and has no columns or sheets to choose", where=name)
    notes, issues, above = listed.notes, listed.issues, None
    if strategy is not None:
        if listed.source == OWN_DOCUMENT and arrange(listed.entries).objectives:
            raise InputError(
                "has objectives of its own: leave the file with the strategy out", where=name
            )
        upper, above = _objectives(strategy, ReadingOptions(date_order=options.date_order))
        issues = upper.issues + issues
        notes = (f"{strategy[1]}: {len(above)} objectives, read from {upper.source}", *notes)
        if len(above) < len(upper.entries):
            notes = (*notes, f"{strategy[1]}: {len(upper.entries) - len(above)} goals left out")
    arranged = arrange(listed.entries, listed.refused, above)
    return ReadGoalSet(
        source=listed.source,
        organisation=listed.organisation,
        objectives=arranged.objectives,
        goals=arranged.goals,
        issues=tuple(sorted(issues + arranged.issues, key=_by_place)),
        tables=listed.tables,
        notes=notes,
        told=arranged.told,
    )


def _by_place(issue: RowIssue) -> list[tuple[int, str]]:
    """As people count: line 9 before line 10."""
    parts = re.split(r"(\d+)", issue.place)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _objectives(
    strategy: tuple[bytes, str], options: ReadingOptions
) -> tuple[Listed, tuple[ObjectiveDocument, ...]]:
    """The objectives of a strategy's file: those that can be told, else all that it lists."""
    listed = _listed(*strategy, options)
    arranged: Arranged = arrange(listed.entries, listed.refused)
    if not arranged.objectives:
        roots = [replace(entry, kind=Kind.STRATEGIC, parents=()) for entry in listed.entries]
        arranged = arrange(roots, listed.refused)
    return replace(listed, issues=listed.issues + arranged.issues), arranged.objectives


def _listed(content: bytes, name: str, options: ReadingOptions) -> Listed:
    """The entries of a file, by its ending."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".xml" or suffix == ".stratml":
        return read_stratml(content, name)
    if suffix in (".md", ".markdown"):
        return read_indented(decode(content, name), name)
    if suffix == ".txt" and is_indented(text := decoded_text(content, name)[0]):
        return read_indented(text, name)
    if suffix in (".yaml", ".yml", ".json"):
        document = load_document(decode(content, name), name, as_json=suffix == ".json")
        if is_own_document(document):
            return read_own_document(document, name)
        if not isinstance(document, (dict, list)):
            raise InvalidGoalSet(
                "must be a mapping with 'strategy' and 'goals', or a list of goals, not a "
                f"{type(document).__name__}",
                where=name,
            )
        return _of_tables(goal_tables(document, name), name, options)
    return _of_tables(_tables(content, name, suffix), name, options)


def _tables(content: bytes, name: str, suffix: str) -> tuple[Table, ...]:
    if suffix == ".xlsx":
        return read_spreadsheet(content, name)
    if suffix in (".csv", ".tsv", ".txt"):
        table = read_delimited(content, name)
    elif suffix in (".jsonl", ".ndjson"):
        table = read_json_lines(decode(content, name), name)
    else:
        raise UnreadableFile(f"has an ending that is none of {READABLE}", where=name)
    return (table,) if table else ()


def _of_tables(tables: tuple[Table, ...], name: str, options: ReadingOptions) -> Listed:
    """The entries of all tables together: one may name entries of another as parents."""
    if options.sheet is not None:
        sheets = tuple(table for table in tables if table.part == options.sheet)
        if not sheets:
            there = ", ".join(repr(table.part) for table in tables if table.part) or "none"
            raise InputError(f"has no sheet {options.sheet!r} with content, only {there}", name)
        tables = sheets
    if not tables:
        raise UnreadableFile("holds no rows", where=name)
    _check_columns(tables, options)
    mapped = {table.name: _mapped(table, options) for table in tables}
    entries: list[Entry] = []
    issues: list[RowIssue] = []
    refused: set[str] = set()
    understood: list[ReadTable[Field]] = []
    sources: list[str] = []
    for table in tables:
        says = mapped[table.name]
        levels = _levels(table, tables, mapped, options)
        if not levels and Field.TEXT not in says.columns:
            understood.append(
                ReadTable(table.name, len(table.rows), None, table.notes, table.columns)
            )
            continue
        says = without_levels(says, levels) if levels else says
        strategic = len(tables) > 1 and bool(_STRATEGY.search(table.part))
        reader = RowReader(table, says, options.date_order, strategic)
        entries += outline_entries(reader, levels) if levels else reader.entries()
        issues += reader.issues
        refused |= reader.refused
        sources.append(OUTLINE if levels else tool_of(table.columns).name)
        notes = (*table.notes, *reader.notes)
        if levels:
            notes += (f"levels of an outline: {' > '.join(levels)}; empty means as above",)
        if strategic:
            notes += ("read as the strategy, as its name says",)
        understood.append(ReadTable(table.name, len(table.rows), reader.says, notes, table.columns))
    if not sources:
        columns = dict.fromkeys(column for table in tables for column in table.columns)
        raise unknown_columns(columns, Field.TEXT, "the text of a goal", tables[0].name)
    return Listed(
        " and ".join(dict.fromkeys(sources)),
        tuple(entries),
        issues=tuple(issues),
        refused=frozenset(refused),
        tables=tuple(understood),
    )


def _levels(
    table: Table,
    tables: tuple[Table, ...],
    mapped: Mapping[str, Mapped[Field]],
    options: ReadingOptions,
) -> tuple[str, ...]:
    """The columns that are levels of an outline; those of a tool, or mapped by hand, are none."""
    by_hand = {Field.TEXT, Field.PARENT} & set(options.columns)
    if by_hand or tool_of(table.columns) is not ANY:
        return ()
    named = {
        row.cells[column]
        for other in tables
        for of_field, column in mapped[other.name].columns.items()
        if of_field is Field.ID or (of_field is Field.TEXT and other is not table)
        for row in other.rows
        if column in row.cells
    }
    return level_columns(table, named)


def _check_columns(tables: tuple[Table, ...], options: ReadingOptions) -> None:
    there = dict.fromkeys(column for table in tables for column in table.columns)
    for column in options.columns.values():
        if column and column not in there:
            raise InputError(
                f"there is no column {column!r}, only {', '.join(map(repr, there))}",
                where=tables[0].name,
            )


def _mapped(table: Table, options: ReadingOptions) -> Mapped[Field]:
    given = {f: c for f, c in options.columns.items() if not c or c in table.columns}
    return map_columns(table.columns, tool_of(table.columns).vocabulary, given, table.name)
