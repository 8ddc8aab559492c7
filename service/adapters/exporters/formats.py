"""Which writer a format takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from service.adapters.exporters.dbt import to_dbt
from service.adapters.exporters.json_records import to_json
from service.adapters.exporters.spreadsheet import to_csv, to_xlsx
from service.adapters.exporters.stratml import to_stratml
from service.domain.indicator import Indicator


class ExportFormat(StrEnum):
    """How a catalogue is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    STRATML = "stratml"
    DBT = "dbt"


WRITERS: Mapping[ExportFormat, Callable[[Sequence[Indicator]], bytes]] = {
    ExportFormat.CSV: to_csv,
    ExportFormat.XLSX: to_xlsx,
    ExportFormat.JSON: to_json,
    ExportFormat.STRATML: to_stratml,
    ExportFormat.DBT: to_dbt,
}
