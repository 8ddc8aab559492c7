"""KPIs as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from service.adapters.exporters.rows import grid_of
from service.domain.indicator import Indicator

_WIDTHS = {"definition": 60, "name": 30, "formula": 40}
_WIDTH = 20
#: What a cell of XLSX can hold.
MAX_CELL = 32_767


def to_csv(indicators: Sequence[Indicator]) -> bytes:
    """Comma-separated UTF-8; the byte order mark tells spreadsheets the encoding."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(grid_of(indicators))
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(indicators: Sequence[Indicator]) -> bytes:
    """A workbook with one sheet, its headings frozen and filterable."""
    grid = grid_of(indicators)
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        sheet = workbook.add_worksheet("KPIs")
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for row, cells in enumerate(grid):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text[:MAX_CELL], wrapped)
        for column, heading in enumerate(grid[0]):
            sheet.set_column(column, column, _WIDTHS.get(heading, _WIDTH))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(grid) - 1, 1), len(grid[0]) - 1)
    return content.getvalue()
