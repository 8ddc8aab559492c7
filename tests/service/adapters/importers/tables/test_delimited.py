"""Delimited text in the ways that people save it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.adapters.importers.tables.delimited import read_delimited
from service.adapters.importers.tables.table import MAX_ROWS, Table
from service.errors import UnreadableFile


def read(text: str | bytes) -> Table:
    table = read_delimited(text.encode() if isinstance(text, str) else text, "f.csv")
    assert table is not None
    return table


def cells(table: Table) -> list[dict[str, str]]:
    return [dict(row.cells) for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row)
        for row in (["Name", "Unit", "Note"], ["Churn", "%", ""], ["A", "", "b"])
    )
    assert cells(read(text)) == [{"Name": "Churn", "Unit": "%"}, {"Name": "A", "Note": "b"}]


def test_commas_in_text_do_not_mislead() -> None:
    text = "Name;Text\nChurn;a, b, c\nLoss;d, e\nGain;f, g, h, i\n"
    assert read(text).columns == ("Name", "Text")


def test_quotes_hold_delimiters_line_breaks_and_quotes() -> None:
    text = 'Name,Text\n"A, ""b""","x\ny"\nlast,z\n'
    table = read(text)
    assert cells(table) == [{"Name": 'A, "b"', "Text": "x\ny"}, {"Name": "last", "Text": "z"}]
    assert [row.place for row in table.rows] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")],
)
def test_encodings_are_found_and_said(encoding: str, said: str) -> None:
    table = read("Näme,Ünit\nKündigung,€\n".encode(encoding))
    assert cells(table) == [{"Näme": "Kündigung", "Ünit": "€"}]
    assert f"encoding: {said}" in table.notes


def test_titles_above_the_header_are_left_out_and_said() -> None:
    table = read("Our KPIs;;\n\nName;Unit;Owner\nA;%;x\n")
    assert table.columns == ("Name", "Unit", "Owner")
    assert any("'Our KPIs'" in note for note in table.notes)


def test_a_single_column() -> None:
    assert cells(read("Name\nChurn\nLoss\n")) == [{"Name": "Churn"}, {"Name": "Loss"}]


def test_columns_without_or_with_the_same_heading_are_told_apart() -> None:
    assert read("Name,,Name\na,b,c\n").columns == ("Name", "column 2", "Name (2)")


def test_a_row_with_too_many_cells_is_at_fault() -> None:
    (good, bad) = read("Name,Unit\na,%\nb,%,oops\n").rows
    assert not good.fault
    assert "3 cells under 2 columns" in bad.fault


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \n , \n"])
def test_nothing(content: bytes) -> None:
    assert read_delimited(content, "f.csv") is None


def test_what_is_no_text() -> None:
    with pytest.raises(UnreadableFile, match="NUL"):
        read_delimited(b"a,b\0", "f.csv")
    with pytest.raises(UnreadableFile, match=r"f\.csv, line 2"):
        read_delimited(b'Name,Unit\n"open,b\n', "f.csv")


def test_too_many_rows() -> None:
    with pytest.raises(UnreadableFile, match="rows"):
        read_delimited(b"a,b\n" * (MAX_ROWS + 2), "f.csv")


@settings(max_examples=200)
@given(st.binary(max_size=60) | st.text(alphabet=',;|\t"\n\rab', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read_delimited(content, "f.csv")
    except UnreadableFile:
        return
    if table:
        assert all(row.cells.keys() <= set(table.columns) for row in table.rows)
