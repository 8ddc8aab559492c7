"""A table as it was read, before anybody says what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.adapters.formula_cells import restored
from service.errors import UnreadableFile

#: A goal set of the largest size, 100,000 goals and its objectives, fits in.
MAX_ROWS = 101_000
MAX_COLUMNS = 500


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        place: Where it stands, such as ``line 7`` or ``sheet KPIs, row 7``.
        cells: Text by column; a column without text is left out.
        fault: What is wrong with the row as such, else empty.
        above: Place of the row that it is nested in; empty in tables without nesting.
    """

    place: str
    cells: Mapping[str, str]
    fault: str = ""
    above: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under named columns.

    Attributes:
        name: Of the file, or of file and sheet.
        columns: In the order of the file.
        rows: Those with content.
        notes: How the file was read, where that could have been otherwise.
        part: The sheet or key of the file that it stands under; empty where there is but one.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    part: str = ""


def table_of_grid(
    name: str, grid: Iterable[tuple[str, Sequence[str]]], notes: tuple[str, ...] = ()
) -> Table | None:
    """The table in a grid of cells: its first full row names the columns.

    Rows above it with a single cell are titles; they are left out, and the notes say so. The
    apostrophe that our exports put before what looks like a formula is taken off.

    Args:
        name: What errors call it.
        grid: Place and cells of each row.
        notes: What else is to be told.

    Returns:
        None when no cell has content.

    Raises:
        UnreadableFile: There are too many rows or columns.
    """
    rows = [(place, [restored(cell.strip()) for cell in cells]) for place, cells in grid]
    rows = [(place, cells) for place, cells in rows if any(cells)]
    if not rows:
        return None
    if len(rows) > MAX_ROWS + 1:
        raise UnreadableFile(f"has more than {MAX_ROWS:,} rows: split it", where=name)
    head = _header(rows)
    if head:
        titles = ", ".join(repr(" ".join(filter(None, cells))[:60]) for _, cells in rows[:head])
        notes = (*notes, f"left out above the header: {titles}")
    columns = _named(rows[head][1], name)
    return Table(
        name,
        columns,
        tuple(_row(place, cells, columns) for place, cells in rows[head + 1 :]),
        notes,
    )


def _header(rows: Sequence[tuple[str, Sequence[str]]]) -> int:
    """The first row with several cells, unless all rows have a single one."""
    return next((at for at, (_, cells) in enumerate(rows) if sum(map(bool, cells)) > 1), 0)


def _named(cells: Sequence[str], name: str) -> tuple[str, ...]:
    width = max(at for at, cell in enumerate(cells, start=1) if cell)
    if width > MAX_COLUMNS:
        raise UnreadableFile(f"has more than {MAX_COLUMNS} columns", where=name)
    names: list[str] = []
    for at, cell in enumerate(cells[:width], start=1):
        column = " ".join(cell.split()) or f"column {at}"
        count = 2
        while column in names:
            column, count = f"{' '.join(cell.split()) or f'column {at}'} ({count})", count + 1
        names.append(column)
    return tuple(names)


def _row(place: str, cells: Sequence[str], columns: tuple[str, ...]) -> Row:
    beyond = [cell for cell in cells[len(columns) :] if cell]
    fault = ""
    if beyond:
        fault = f"has {len(cells)} cells under {len(columns)} columns; is a quotation mark missing?"
    pairs = zip(columns, cells, strict=False)
    return Row(place, {column: cell for column, cell in pairs if cell}, fault)
