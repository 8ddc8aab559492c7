"""Records in JSON, JSON Lines and YAML: a list of mappings, wherever it stands in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.adapters.importers.plain_document import load_document, load_json
from service.adapters.importers.tables.table import MAX_COLUMNS, MAX_ROWS, Row, Table
from service.errors import UnreadableFile

#: A nested object is spread over fields of its own down to here, and then kept as JSON.
_MAX_DEPTH = 1
#: Lists of records inside of a record that are entries of their own, not properties of it.
_CHILDREN = re.compile(
    r"(?:children|sub_?|child_?)?(?:goals?|objectives?)?$|key_?results?$|krs$", re.I
)


def read_json_lines(text: str, name: str) -> Table | None:
    """A record a line; None when there is none. Only a line feed ends a line.

    Raises:
        UnreadableFile: A line is not JSON.
    """
    rows = [
        _row(f"line {number}", load_json(line, f"{name}, line {number}"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    return _table(name, rows)


def read_records(text: str, name: str, as_json: bool) -> Table | None:
    """The list of records in a document; None when it is empty.

    Args:
        text: The content.
        name: What errors call it.
        as_json: Whether it is JSON, else YAML.

    Raises:
        UnreadableFile: It is no document of its kind, or holds no list of records, or several.
    """
    return table_of_document(load_document(text, name, as_json), name)


def table_of_document(content: Any, name: str) -> Table | None:
    """The same for a document that has been read.

    Raises:
        UnreadableFile: It holds no list of records, or several.
    """
    key, records = find_records(content, name)
    at = f"{key}[" if key else "entry ["
    return _table(name, [_row(f"{at}{number}]", record) for number, record in enumerate(records)])


def goal_tables(content: Any, name: str) -> tuple[Table, ...]:
    """A table for each list of records in a document; goals inside of others are rows too.

    Raises:
        UnreadableFile: There is none, or it is too large.
    """
    lists = {"": content} if isinstance(content, list) else _lists(content)
    if not lists:
        raise UnreadableFile("must hold a list of goals", where=name)
    tables = []
    for key, records in lists.items():
        title = f"{name}: {key}" if len(lists) > 1 else name
        table = _table(title, list(_nested(records, key)))
        if table:
            tables.append(replace(table, part=key))
    return tuple(tables)


def _nested(records: Sequence[Any], at: str, above: str = "") -> Iterator[Row]:
    for number, record in enumerate(records):
        place = f"{at}[{number}]" if at else f"entry [{number}]"
        if not isinstance(record, Mapping):
            yield Row(place, {}, "must be an object with named fields", above)
            continue
        inside = {key: records for key, records in _lists(record).items() if _CHILDREN.match(key)}
        own = {key: value for key, value in record.items() if key not in inside}
        yield Row(place, flat(own), "", above)
        for key, children in inside.items():
            yield from _nested(children, f"{place}.{key}", place)


def _lists(content: Mapping[Any, Any]) -> dict[str, list[Any]]:
    return {
        str(key): value
        for key, value in content.items()
        if isinstance(value, list) and any(isinstance(item, dict) for item in value)
    }


def find_records(content: Any, name: str) -> tuple[str, Sequence[Any]]:
    """The one list in a document that holds mappings, and the key that it stands under.

    Raises:
        UnreadableFile: There is none, or there are several.
    """
    if isinstance(content, list):
        return "", content
    if not isinstance(content, dict):
        raise UnreadableFile("must hold a list of KPIs", where=name)
    lists = _lists(content)
    if len(lists) != 1:
        found = ", ".join(lists) or "none"
        raise UnreadableFile(f"must hold one list of KPIs; lists found: {found}", where=name)
    return next(iter(lists.items()))


def _table(name: str, rows: Sequence[Row]) -> Table | None:
    if not rows:
        return None
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(f"has more than {MAX_ROWS:,} records: split it", where=name)
    columns = tuple(dict.fromkeys(column for row in rows for column in row.cells))
    if len(columns) > MAX_COLUMNS:
        raise UnreadableFile(f"has more than {MAX_COLUMNS} different fields", where=name)
    return Table(name, columns, tuple(rows))


def _row(place: str, record: Any) -> Row:
    if not isinstance(record, Mapping):
        return Row(place, {}, "must be an object with named fields")
    return Row(place, flat(record))


def flat(record: Mapping[Any, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """Text by dotted key; a list of plain values is joined by semicolons."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and depth < _MAX_DEPTH:
            cells.update(flat(value, f"{name}.", depth + 1))
        elif text := _text(value):
            cells[name] = text
    return cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(item, (list, Mapping)) for item in value):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, (list, Mapping)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).strip()
