"""Grids of text as CSV and XLSX; each cell is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from service.adapters.formula_cells import neutral

Grid = Sequence[Sequence[str]]

_WIDTH = 20
#: What a cell of XLSX can hold.
MAX_CELL = 32_767


def csv_of(grid: Grid) -> bytes:
    """Comma-separated UTF-8; the byte order mark tells spreadsheets the encoding."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([neutral(cell) for cell in cells] for cells in grid)
    return text.getvalue().encode("utf-8-sig")


def xlsx_of(sheets: Mapping[str, Grid], widths: Mapping[str, int], frozen: int = 2) -> bytes:
    """A workbook, the headings of each sheet frozen and filterable.

    Args:
        sheets: Grid by name; its first row holds the headings.
        widths: Of columns, in characters, by heading.
        frozen: How many columns stay in sight.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for name, grid in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate(grid):
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, neutral(text)[:MAX_CELL], wrapped)
            for column, heading in enumerate(grid[0]):
                sheet.set_column(column, column, widths.get(heading, _WIDTH))
            sheet.freeze_panes(1, frozen)
            sheet.autofilter(0, 0, max(len(grid) - 1, 1), len(grid[0]) - 1)
    return content.getvalue()
