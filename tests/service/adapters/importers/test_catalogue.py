"""Catalogues in JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.adapters.importers.catalogue import MAX_DEFINITION, read_catalogue
from service.domain.indicator import Indicator, Source
from service.errors import InputError, UnreadableFile


def read(folder: Path, content: str | bytes) -> tuple[Indicator, ...]:
    file = folder / "kpis.jsonl"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_catalogue(file)


def own(indicator_id: str, name: str, definition: str = "") -> Indicator:
    return Indicator(indicator_id, name, definition, Source.ORGANISATION)


def test_either_spelling_of_the_keys(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        '{"id": "a", "name": " Churn ", "definition": " who leaves ", "owner": {"x": [1]}}\n'
        '{"_id": "b", "title": "Revenue", "text": "what comes in"}\n'
        "\n"
        '{"name": "Bare"}\r\n'
        '{"name": "Null", "definition": null}',
    ) == (
        own("a", "Churn", "who leaves"),
        own("b", "Revenue", "what comes in"),
        own("row-4", "Bare"),
        own("row-5", "Null"),
    )


def test_a_number_as_id_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, '{"id": 7, "name": "Churn"}') == (own("7", "Churn"),)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, character: str) -> None:
    line = json.dumps({"name": "Churn", "definition": f"a{character}b"}, ensure_ascii=False)
    assert read(tmp_path, line)[0].definition == f"a{character}b"


def test_a_long_definition_is_cut(tmp_path: Path) -> None:
    line = json.dumps({"name": "Churn", "definition": "a" * (MAX_DEFINITION + 1)})
    assert len(read(tmp_path, line)[0].definition) == MAX_DEFINITION


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "kpis.jsonl: holds no KPI"),
        ("\n \n", "kpis.jsonl: holds no KPI"),
        ('{"name": "a"}\n{"name": }', "kpis.jsonl, line 2: is not JSON"),
        ('{"name": "a"}\n[]', "kpis.jsonl, line 2: must be an object with a name"),
        ('"a"', "line 1: must be an object with a name"),
        ("{}", "line 1: name: Field required"),
        ('{"name": ""}', "line 1: name: "),
        ('{"name": "   "}', "line 1: name: "),
        ('{"name": null}', "line 1: name: "),
        ('{"name": NaN}', "line 1: name: "),
        ('{"name": 1e999}', "line 1: name: "),
        ('{"name": ["a"]}', "line 1: name: "),
        ('{"name": "\\ud800"}', "line 1: name: "),
        (json.dumps({"name": "a" * 501}), "line 1: name: "),
        (json.dumps({"name": "a", "definition": "a" * 100_001}), "line 1: definition: "),
        ('{"name": "a", "definition": {}}', "line 1: definition: "),
        ('{"name": "a", "id": ""}', "line 1: id: "),
        ('{"id": "x", "name": "a"}\n{"id": "x", "name": "b"}', "line 2: id 'x' stands twice"),
        ("[" * 100_000, "line 1: is not JSON"),
        ('{"a":' * 100_000, "line 1: is not JSON"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, content)
    assert says in str(raised.value)


def test_an_endless_number_is_no_error_where_it_does_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, '{"name": "a", "value": ' + "1" * 5000 + "}") == (own("row-1", "a"),)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, b'{"name": "\xff"}')


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=80)
    | st.text(alphabet='{}[]":,\\name id01e-+.\n', max_size=60).map(str.encode)
    | st.dictionaries(
        st.sampled_from(["name", "title", "id", "_id", "text", "definition"]),
        st.none() | st.text(max_size=5) | st.floats() | st.integers() | st.lists(st.none()),
    ).map(lambda row: json.dumps(row).encode())
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    try:
        indicators = read(tmp_path, content)
    except InputError:
        return
    assert indicators
    assert all(indicator.id and indicator.name for indicator in indicators)
