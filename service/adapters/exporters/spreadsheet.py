"""KPIs as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Sequence

from service.adapters.exporters.grids import csv_of, xlsx_of
from service.adapters.exporters.rows import grid_of
from service.domain.indicator import Indicator

_WIDTHS = {"definition": 60, "name": 30, "formula": 40}


def to_csv(indicators: Sequence[Indicator]) -> bytes:
    """Comma-separated text."""
    return csv_of(grid_of(indicators))


def to_xlsx(indicators: Sequence[Indicator]) -> bytes:
    """A workbook with one sheet."""
    return xlsx_of({"KPIs": grid_of(indicators)}, _WIDTHS)
