"""Workbooks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.importers.tables import spreadsheet
from service.adapters.importers.tables.spreadsheet import read_spreadsheet
from service.errors import UnreadableFile


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def test_every_sheet_with_content_is_a_table() -> None:
    content = workbook(
        {
            "Sales": [
                ["KPIs of 2026"],
                [],
                ["Name", "Target", "Since", "Live"],
                ["Revenue", 1200000, date(2026, 1, 31), True],
                ["Margin", 0.25, "", False],
            ],
            "Empty": [],
            "People": [["Name"], ["Churn"]],
        }
    )
    sales, people = read_spreadsheet(content, "k.xlsx")
    assert (sales.name, people.name) == ("k.xlsx, sheet Sales", "k.xlsx, sheet People")
    assert [(row.place, dict(row.cells)) for row in sales.rows] == [
        ("row 4", {"Name": "Revenue", "Target": "1200000", "Since": "2026-01-31", "Live": "true"}),
        ("row 5", {"Name": "Margin", "Target": "0.25", "Live": "false"}),
    ]
    assert [dict(row.cells) for row in people.rows] == [{"Name": "Churn"}]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_UNPACKED", 1_000_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    assert len(content.getvalue()) < 10_000
    with pytest.raises(UnreadableFile, match="unpacks to 2 MB"):
        read_spreadsheet(content.getvalue(), "k.xlsx")


@pytest.mark.parametrize("content", [b"", b"Name,Unit\n", b"PK\x03\x04 broken"])
def test_what_is_no_workbook(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="no XLSX workbook"):
        read_spreadsheet(content, "k.xlsx")


def test_a_zip_that_is_no_workbook() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", b"hello")
    with pytest.raises(UnreadableFile):
        read_spreadsheet(content.getvalue(), "k.xlsx")


@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused(at: int, damage: bytes) -> None:
    sound = workbook({"S": [["Name", "Unit"], ["Churn", "%"]]})
    at %= len(sound)
    with suppress(UnreadableFile):
        read_spreadsheet(sound[:at] + damage + sound[at + len(damage) :], "k.xlsx")
