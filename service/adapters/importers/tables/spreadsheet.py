"""Spreadsheets in XLSX: every sheet is a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from service.adapters.importers.tables.table import MAX_ROWS, Table, table_of_grid
from service.errors import UnreadableFile

#: A workbook is a zip; a small one can unpack to hundreds of megabytes.
MAX_UNPACKED = 100_000_000


def read_spreadsheet(content: bytes, name: str) -> tuple[Table, ...]:
    """The sheets that have content, in the order of the workbook.

    Raises:
        UnreadableFile: It is no workbook, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile(f"is no XLSX workbook: {error}", where=name) from error
    if unpacked > MAX_UNPACKED:
        raise UnreadableFile(
            f"unpacks to {unpacked // 1_000_000} MB, more than {MAX_UNPACKED // 1_000_000}",
            where=name,
        )
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
        tables = [
            (sheet, table_of_grid(f"{name}, sheet {sheet}", _grid(workbook, sheet)))
            for sheet in names
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(f"is no XLSX workbook: {error}", where=name) from error
    return tuple(replace(table, part=sheet) for sheet, table in tables if table)


def _grid(workbook: CalamineWorkbook, sheet: str) -> Iterator[tuple[str, Sequence[str]]]:
    data = workbook.get_sheet_by_name(sheet)
    rows = data.to_python(skip_empty_area=False, nrows=MAX_ROWS + 100)
    for number, cells in enumerate(rows, start=1):
        yield f"row {number}", [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
