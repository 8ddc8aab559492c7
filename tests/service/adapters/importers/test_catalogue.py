"""Catalogues as organisations keep them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_library.models import Direction
from service.adapters.importers.catalogue import ReadCatalogue, read_catalogue, read_direction
from service.adapters.importers.columns import map_columns
from service.adapters.importers.kpi_columns import HEADINGS, Field
from service.domain.own_kpi import OwnKpi
from service.errors import InputError, UnreadableFile
from tests.service.adapters.importers.tables.test_spreadsheet import workbook


def read(
    folder: Path, content: str | bytes, name: str = "kpis.jsonl", **more: str
) -> ReadCatalogue:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_catalogue(file, **more)  # type: ignore[arg-type]


def issues(read: ReadCatalogue) -> list[str]:
    return [f"{issue.place}: {issue.message}" for issue in read.refused]


FULL = """\
KPI Code,Metric,What it measures,Calculation,UoM,Polarity,Responsible,Department,Frequency,Source System,Also known as,Target
C1, Churn ,Customers lost,lost / all,%,Lower is better,Ann,Sales,monthly,CRM; billing,Attrition;Loss,5
"""


def test_every_field_is_recognised(tmp_path: Path) -> None:
    found = read(tmp_path, FULL, "k.csv")
    assert found.kpis == (
        OwnKpi(
            "C1", "Churn", "Customers lost", "lost / all", "%", Direction.LOWER, "Ann", "Sales",
            "monthly", ("CRM", "billing"), ("Attrition", "Loss"), {"Target": "5"},
        ),
    )  # fmt: skip
    assert found.issues == ()
    mapped = found.tables[0].mapped
    assert mapped is not None
    assert set(mapped.columns) == set(Field)
    assert mapped.unused == ("Target",)


def test_either_spelling_of_the_keys(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '{"id": "a", "name": " Churn ", "definition": " who leaves "}\n'
        '{"_id": "b", "title": "Revenue", "text": "what comes in"}\n',
    )
    # One file has one column for the name; what another would say is kept, and the row refused.
    assert [kpi.id for kpi in found.kpis] == ["a"]
    assert issues(found) == ["kpis.jsonl, line 2: name: column 'name' is empty; a KPI needs a name"]
    only = read(tmp_path, '{"_id": "b", "title": "Revenue", "text": "what comes in"}\n')
    assert only.kpis == (OwnKpi("b", "Revenue", "what comes in"),)


def test_rows_without_id_are_named_after_their_place(tmp_path: Path) -> None:
    assert [k.id for k in read(tmp_path, "Name\nA\n\nB\n", "k.csv").kpis] == ["row-2", "row-4"]
    content = workbook({"One": [["Name"], ["A"]], "Two": [["KPI"], ["B"]]})
    assert [k.id for k in read(tmp_path, content, "k.xlsx").kpis] == ["One-row-2", "Two-row-2"]


def test_a_sheet_without_names_is_left_out_and_said(tmp_path: Path) -> None:
    content = workbook({"Cover": [["Owner", "Date"], ["Ann", "x"]], "KPIs": [["KPI"], ["B"]]})
    found = read(tmp_path, content, "k.xlsx")
    assert [kpi.name for kpi in found.kpis] == ["B"]
    assert [(t.name, t.mapped is None) for t in found.tables] == [
        ("k.xlsx, sheet Cover", True), ("k.xlsx, sheet KPIs", False)
    ]  # fmt: skip
    assert len(read(tmp_path, content, "k.xlsx", sheet="KPIs").tables) == 1
    with pytest.raises(InputError, match="no sheet 'Nowhere'"):
        read(tmp_path, content, "k.xlsx", sheet="Nowhere")


def test_columns_can_be_mapped_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "k.csv"
    file.write_text("A,B,Definition\nx,y,z\n", "utf-8")
    (kpi,) = read_catalogue(file, {"name": "B", "owner": "A", "definition": ""}).kpis
    assert (kpi.name, kpi.owner, kpi.definition, kpi.other) == ("y", "x", "", {"Definition": "z"})


@pytest.mark.parametrize(
    ("given_", "said"), [({"colour": "A"}, "colour"), ({"name": "Z"}, "Z"), ({}, "--map name=")]
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, given_: dict[str, str], said: str) -> None:
    file = tmp_path / "k.csv"
    file.write_text("A,B\nx,y\n", "utf-8")
    with pytest.raises(InputError, match=said):
        read_catalogue(file, given_)


def test_headings_stand_for_one_field_each() -> None:
    headings = [heading for of_field in HEADINGS.values() for heading in of_field]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("heading", ["KPI_Name", "kpiName", " KPI  name: ", "kpi-name"])
def test_headings_are_read_whatever_their_spelling(heading: str) -> None:
    mapped = map_columns([heading], HEADINGS, {}, "f")
    assert mapped.columns == {Field.NAME: heading}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Higher is better", Direction.HIGHER), ("up", Direction.HIGHER), ("↑", Direction.HIGHER),
        ("Maximise", Direction.HIGHER), ("lower", Direction.LOWER), ("-", Direction.LOWER),
        ("Minimize", Direction.LOWER), ("decreasing", Direction.LOWER),
        ("on target", Direction.ON_TARGET), ("within range", Direction.ON_TARGET),
        ("on_target", Direction.ON_TARGET), ("", None), ("green", None),
        ("not higher but lower", None),
    ],
)  # fmt: skip
def test_directions(text: str, direction: Direction | None) -> None:
    assert read_direction(text) is direction


def test_an_unclear_direction_is_a_note_not_a_refusal(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Direction\nA,sideways\n", "k.csv")
    assert found.kpis[0].direction is None
    assert [issue.refused for issue in found.issues] == [False]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, character: str) -> None:
    line = json.dumps({"name": "Churn", "definition": f"a{character}b"}, ensure_ascii=False)
    assert read(tmp_path, line).kpis[0].definition == f"a{character}b"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "kpis.jsonl: holds no rows"),
        ("\n \n", "kpis.jsonl: holds no rows"),
        ('{"name": "a"}\n{"name": }', "kpis.jsonl, line 2: is not JSON"),
        ('"a"', "no column is the name"),
        ("{}", "no column is the name"),
        ('{"label_of_it": "a"}', "no column is the name"),
        ('{"name": null}', "no column is the name"),
        ('{"name": NaN}', "kpis.jsonl, line 1: holds the number NaN"),
        ("[" * 100_000, "line 1: is not JSON"),
        ('{"a":' * 100_000, "line 1: is not JSON"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, content)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[]", "line 2: must be an object"),
        ('{"name": ""}', "line 2: name: column 'name' is empty"),
        ('{"name": "   "}', "line 2: name: column 'name' is empty"),
        ('{"name": "\\ud800"}', "line 2: name: holds half a character"),
        (json.dumps({"name": "a" * 501}), "line 2: name: has 501 characters"),
        (json.dumps({"name": "a", "definition": "a" * 100_001}), "line 2: definition: has more"),
        ('{"id": "x", "name": "a"}', "line 2: id 'x' stands twice"),
    ],
)
def test_rows_that_are_refused(tmp_path: Path, line: str, says: str) -> None:
    found = read(tmp_path, '{"id": "x", "name": "first"}\n' + line)
    assert [kpi.name for kpi in found.kpis] == ["first"]
    assert len(issues(found)) == 1
    assert says in issues(found)[0]


def test_an_ending_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="csv, tsv, xlsx"):
        read(tmp_path, "x", "k.docx")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, b'{"name": "\xff"}')


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=80)
    | st.text(alphabet='{}[]":,\\name id01e-+.\n', max_size=60).map(str.encode)
    | st.dictionaries(
        st.sampled_from(["name", "title", "id", "_id", "text", "definition"]),
        st.none() | st.text(max_size=5) | st.floats() | st.integers() | st.lists(st.none()),
    ).map(lambda row: json.dumps(row).encode()),
    st.sampled_from(["k.jsonl", "k.json", "k.yaml", "k.csv", "k.xlsx"]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    try:
        found = read(tmp_path, content, name)
    except InputError:
        return
    assert found.kpis or found.issues or found.tables
    assert all(kpi.id and kpi.name for kpi in found.kpis)
