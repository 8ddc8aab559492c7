"""A text is read once a day, and the reading is the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from service.adapters.memory import wordings as module
from service.adapters.memory.sqlite_memory import SqliteMemory
from service.adapters.memory.wordings import RememberedWordings
from service.understanding.wording import Wording, read_wordings

TODAY = date(2026, 11, 23)
TEXTS = [
    "Raise retention from 80% to 92% by June 2027",
    "Close two of the nine branches in Wales",
    "Unsere Kunden sollen schneller eine Antwort auf Fragen bekommen",
    "Cut complaints about \ud800 broken \u0000 text by a third",
    "",
]


@pytest.fixture
def read(tmp_path: Path) -> RememberedWordings:
    return RememberedWordings(SqliteMemory(tmp_path / "t.sqlite3", "text_wordings", 100))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []

    def noting(new: Sequence[str], today: date) -> list[Wording]:
        texts.extend(new)
        return read_wordings(new, today)

    monkeypatch.setattr(module, "read_wordings", noting)
    return texts


def test_what_is_recalled_is_what_was_read(read: RememberedWordings, asked: list[str]) -> None:
    plain = [text for text in TEXTS if text.isprintable()]
    first = read([*plain, plain[0]], TODAY)
    assert asked == plain
    assert read(plain, TODAY) == first[:-1] == read_wordings(plain, TODAY)
    assert asked == plain


def test_texts_that_are_no_text_are_read_all_the_same(read: RememberedWordings) -> None:
    for _ in range(2):
        assert read(TEXTS, TODAY) == read_wordings(TEXTS, TODAY)


def test_another_day_reads_anew(read: RememberedWordings, asked: list[str]) -> None:
    text = "Halve waste within a year"
    readings = [read([text], TODAY + timedelta(days=days))[0] for days in (0, 40)]
    assert asked == [text, text]
    assert readings[0].reading.deadline != readings[1].reading.deadline


def test_other_code_reads_anew(
    read: RememberedWordings, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(TEXTS[:1], TODAY)
    monkeypatch.setattr(module, "_code", lambda: b"of tomorrow")
    read(TEXTS[:1], TODAY)
    assert asked == TEXTS[:1] * 2


def test_a_damaged_reading_decides_nothing(tmp_path: Path, read: RememberedWordings) -> None:
    read(TEXTS[:2], TODAY)
    with sqlite3.connect(tmp_path / "t.sqlite3") as connection:
        connection.execute("UPDATE text_wordings SET content = substr(content, 1, 90)")
    connection.close()
    assert read(TEXTS[:2], TODAY) == read_wordings(TEXTS[:2], TODAY)
