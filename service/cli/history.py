"""Past values from a file, for ``plumbline recommend --history``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from service.adapters.importers.tables.files import read_tables
from service.errors import InputError

#: A comma between thousands only: "1,5" could be either.
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NEEDED, _OPTIONAL = ("period", "value"), ("kpi",)


def read_history(path: Path) -> list[dict[str, Any]]:
    """The rows of the first table with the columns ``period`` and ``value``, perhaps ``kpi``.

    Raises:
        UnreadableFile: The file cannot be read as a table.
        InputError: A column is missing, or a cell is missing or no number; says in which row.
    """
    table = read_tables(path)[0]
    named = {column.strip().lower(): column for column in table.columns}
    for column in _NEEDED:
        if column not in named:
            raise InputError(
                f"has no column {column!r}; name its columns period and value", path.name
            )
    rows: list[dict[str, Any]] = []
    for row in table.rows:
        cells = {
            c: row.cells[named[c]] for c in (*_NEEDED, *_OPTIONAL) if named.get(c) in row.cells
        }
        where = f"{path.name}, {row.place}"
        if "period" not in cells or "value" not in cells:
            raise InputError("needs a period and a value", where)
        if not _NUMBER.fullmatch(cells["value"]):
            raise InputError(f"{cells['value']!r} is no number such as 1,200.5", where)
        rows.append({**cells, "value": float(cells["value"].replace(",", ""))})
    return rows
