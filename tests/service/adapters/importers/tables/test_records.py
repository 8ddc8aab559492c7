"""Records in JSON, JSON Lines and YAML."""

from __future__ import annotations

import pytest

from service.adapters.importers.tables.records import read_json_lines, read_records
from service.errors import UnreadableFile

AS_JSON = (
    '{"owner": "x", "kpis": [{"id": 7, "name": "A", "tags": ["b", "c"], "f": {"e": "a/b"}}, 3]}'
)
AS_YAML = """
owner: x
kpis:
  - {id: 007, name: A, tags: [b, c], f: {e: a/b}}
  - 3
"""


@pytest.mark.parametrize(
    ("text", "as_json", "id_"), [(AS_JSON, True, "7"), (AS_YAML, False, "007")]
)
def test_the_list_is_found_and_records_are_flat(text: str, as_json: bool, id_: str) -> None:
    table = read_records(text, "f", as_json)
    assert table is not None
    assert table.columns == ("id", "name", "tags", "f.e")
    first, second = table.rows
    assert dict(first.cells) == {"id": id_, "name": "A", "tags": "b; c", "f.e": "a/b"}
    assert (first.place, second.place) == ("kpis[0]", "kpis[1]")
    assert "must be an object" in second.fault


def test_what_is_nested_deeper_is_kept_as_json() -> None:
    table = read_records('[{"name": "A", "x": {"y": {"z": [1, {"w": null}]}}}]', "f", True)
    assert table is not None
    assert dict(table.rows[0].cells) == {"name": "A", "x.y": '{"z": ["1", {"w": null}]}'}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "JSON"),
        ("3", "list"),
        ('{"a": [1]}', "none"),
        ('{"a": [{}], "b": [{}]}', "a, b"),
        ("", "empty"),
        ('[{"a": 1, "a": 2}]', "twice"),
        ('[{"a": NaN}]', "NaN"),
    ],
)
def test_what_is_no_list_of_records(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_records(text, "f", True)


def test_json_lines() -> None:
    table = read_json_lines('{"name": "A"}\n\n{"name": "B\u2028C"}\r\n', "f")
    assert table is not None
    assert [(row.place, row.cells["name"]) for row in table.rows] == [
        ("line 1", "A"), ("line 3", "B\u2028C")
    ]  # fmt: skip
    assert read_json_lines(" \n", "f") is None


@pytest.mark.parametrize("line", ["{", "[" * 100_000, '{"a":' * 100_000, '{"a": NaN}'])
def test_a_line_that_is_not_json_is_named(line: str) -> None:
    with pytest.raises(UnreadableFile, match="f, line 2"):
        read_json_lines('{"name": "A"}\n' + line, "f")
