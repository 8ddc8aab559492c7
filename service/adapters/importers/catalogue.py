"""Read an organisation's own KPI catalogue, from whatever file it is kept in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_library.models import Direction
from service.adapters.importers.columns import Mapped, map_columns, unknown_columns
from service.adapters.importers.kpi_columns import HEADINGS, Field
from service.adapters.importers.tables.files import read_tables
from service.adapters.importers.tables.table import Row, Table
from service.adapters.importers.understood import ReadTable, RowIssue
from service.domain.own_kpi import OwnKpi
from service.errors import InputError

MAX_KPIS = 20_000
MAX_NAME = 500
MAX_TEXT = 100_000
_HIGHER = re.compile(
    r"\b(?:higher|high|up|upwards?|increas\w*|maximi[sz]e|max|positive|more|rise|rising|grow\w*)\b"
    r"|^[+↑⬆▲]$",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"\b(?:lower|low|down|downwards?|decreas\w*|minimi[sz]e|min|negative|less|fewer|reduc\w*|fall\w*)\b"
    r"|^[-−↓⬇▼]$",
    re.IGNORECASE,
)
_ON_TARGET = re.compile(
    r"\b(?:on[ _]target|target|range|band|maintain|nominal|stable|neutral)\b", re.IGNORECASE
)
_SEPARATORS = re.compile(r"\s*[;|\n]\s*")


@dataclass(frozen=True)
class ReadCatalogue:
    """A catalogue file as read: nothing of it is lost in silence.

    Attributes:
        kpis: In file order.
        issues: Rows that were refused or read with a doubt.
        tables: How each table was understood.
    """

    kpis: tuple[OwnKpi, ...]
    issues: tuple[RowIssue, ...]
    tables: tuple[ReadTable[Field], ...]

    @property
    def refused(self) -> tuple[RowIssue, ...]:
        """Rows that are left out."""
        return tuple(issue for issue in self.issues if issue.refused)


def read_catalogue(
    path: Path, columns: Mapping[str, str] | None = None, sheet: str | None = None
) -> ReadCatalogue:
    """The KPIs in a file.

    A row without id gets one from its place (``row-7``), so that reading a file again finds the
    same KPIs.

    Args:
        path: CSV, TSV, XLSX, JSON, JSON Lines, YAML or dbt metrics.
        columns: Column by field, where headings say it differently.
        sheet: Of a workbook, the only one to read.

    Raises:
        UnreadableFile: The file is not what its ending claims, or is empty.
        InputError: No column can be the name of a KPI, or ``columns`` or ``sheet`` name none.
    """
    tables = read_tables(path)
    if sheet is not None:
        tables = tuple(table for table in tables if table.part == sheet)
        if not tables:
            raise InputError(f"has no sheet {sheet!r} with content", where=path.name)
    if sum(len(table.rows) for table in tables) > MAX_KPIS:
        raise InputError(f"has more than {MAX_KPIS:,} rows: split it", where=path.name)
    read = [(table, _named(table, columns or {})) for table in tables]
    if not any(mapped for _, mapped in read):
        where = tables[0].name if tables[0].rows else path.name
        raise unknown_columns(tables[0].columns, "name", "the name of a KPI", where)
    kpis: dict[str, OwnKpi] = {}
    issues: list[RowIssue] = []
    several = sum(mapped is not None for _, mapped in read) > 1
    for table, mapped in read:
        if mapped is None:
            continue
        for row in table.rows:
            place = f"{table.name}, {row.place}"
            kpi = _read_row(row, mapped, table, several, place, issues)
            if kpi and kpi.id in kpis:
                issues.append(RowIssue(place, f"id {kpi.id!r} stands twice: give each its own"))
            elif kpi:
                kpis[kpi.id] = kpi
    understood = tuple(
        ReadTable(t.name, len(t.rows), mapped, t.notes, t.columns) for t, mapped in read
    )
    return ReadCatalogue(tuple(kpis.values()), tuple(issues), understood)


def _named(table: Table, columns: Mapping[str, str]) -> Mapped[Field] | None:
    """What its columns say; None when none can be the name."""
    mapped = map_columns(table.columns, HEADINGS, columns, table.name)
    return mapped if Field.NAME in mapped.columns else None


def _read_row(
    row: Row, mapped: Mapped[Field], table: Table, several: bool, place: str, issues: list[RowIssue]
) -> OwnKpi | None:
    def cell(field: Field) -> str:
        return row.cells.get(mapped.columns.get(field, ""), "")

    faults = [row.fault] if row.fault else list(_faults(row, mapped))
    if faults:
        issues.extend(RowIssue(place, fault) for fault in faults)
        return None
    direction = read_direction(cell(Field.DIRECTION))
    if direction is None and cell(Field.DIRECTION):
        message = f"direction {cell(Field.DIRECTION)!r} is not understood and left open"
        issues.append(RowIssue(place, message, refused=False))
    prefix = f"{table.part}-" if several else ""
    return OwnKpi(
        id=cell(Field.ID) or f"{prefix}row-{re.sub(r'[^0-9]+', '-', row.place).strip('-')}",
        name=" ".join(cell(Field.NAME).split()),
        definition=cell(Field.DEFINITION),
        formula=cell(Field.FORMULA),
        unit=cell(Field.UNIT),
        direction=direction,
        owner=cell(Field.OWNER),
        category=cell(Field.CATEGORY),
        cadence=cell(Field.CADENCE),
        data_sources=_split(cell(Field.DATA_SOURCES)),
        aliases=_split(cell(Field.ALIASES)),
        other={column: row.cells[column] for column in mapped.unused if column in row.cells},
    )


def _faults(row: Row, mapped: Mapped[Field]) -> Iterator[str]:
    name = row.cells.get(mapped.columns[Field.NAME], "")
    if not name:
        yield f"name: column {mapped.columns[Field.NAME]!r} is empty; a KPI needs a name"
    elif len(name) > MAX_NAME:
        yield f"name: has {len(name):,} characters, more than {MAX_NAME}; is it the definition?"
    for column, text in row.cells.items():
        if len(text) > MAX_TEXT:
            yield f"{column}: has more than {MAX_TEXT:,} characters"
        if not _encodable(text):
            yield f"{column}: holds half a character (an unpaired surrogate)"


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_direction(text: str) -> Direction | None:
    """Which way is better, as people write it; None when it is not clear."""
    found = {
        direction
        for direction, pattern in (
            (Direction.HIGHER, _HIGHER),
            (Direction.LOWER, _LOWER),
            (Direction.ON_TARGET, _ON_TARGET),
        )
        if pattern.search(text.strip())
    }
    return found.pop() if len(found) == 1 else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, _SEPARATORS.split(text)))
