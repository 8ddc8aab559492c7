"""Which reader a file takes."""

from __future__ import annotations

from pathlib import Path

from service.adapters.importers.dbt_metrics import read_dbt
from service.adapters.importers.plain_document import load_document
from service.adapters.importers.tables.delimited import read_delimited
from service.adapters.importers.tables.records import (
    read_json_lines,
    read_records,
    table_of_document,
)
from service.adapters.importers.tables.spreadsheet import read_spreadsheet
from service.adapters.importers.tables.table import Table
from service.adapters.importers.text_file import decode, read_bytes
from service.errors import UnreadableFile

READABLE = "csv, tsv, xlsx, json, jsonl, yaml"


def read_tables(path: Path) -> tuple[Table, ...]:
    """The tables in a file, by its ending; a workbook may have several.

    Raises:
        UnreadableFile: It cannot be read, has an unknown ending, or is empty.
    """
    content, name = read_bytes(path), path.name
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        tables = read_spreadsheet(content, name)
    elif suffix in {".csv", ".tsv", ".txt"}:
        tables = _some(read_delimited(content, name))
    elif suffix in {".jsonl", ".ndjson"}:
        tables = _some(read_json_lines(decode(content, name), name))
    elif suffix == ".json":
        tables = _some(read_records(decode(content, name), name, as_json=True))
    elif suffix in {".yaml", ".yml"}:
        document = load_document(decode(content, name), name, as_json=False)
        tables = _some(read_dbt(document, name) or table_of_document(document, name))
    else:
        raise UnreadableFile(f"has an ending that is none of {READABLE}", where=name)
    if not tables:
        raise UnreadableFile("holds no rows", where=name)
    return tables


def _some(table: Table | None) -> tuple[Table, ...]:
    return (table,) if table else ()
