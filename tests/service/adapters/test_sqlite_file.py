"""A file that processes share is opened by all of them, and damage to it is got over."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.adapters.sqlite_file import SqliteFile

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

SCHEMA = "CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL)"


def add(file: SqliteFile, word: str) -> None:
    with file.open(wait_s=10) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO words VALUES (?)", (word,))


def words(file: SqliteFile) -> list[str]:
    with file.open(wait_s=10) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY word")]


def test_work_is_kept_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "not" / "yet" / "w.sqlite3", SCHEMA)
    assert not file.exists
    add(file, "bread")
    with pytest.raises(sqlite3.IntegrityError), file.open(wait_s=1) as connection:
        connection.executemany("INSERT INTO words VALUES (?)", [("cake",), (None,)])
    assert file.exists
    assert words(file) == ["bread"]


def test_many_may_be_the_first_to_open_it(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "w.sqlite3", SCHEMA)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: add(file, f"{number:03}"), range(100)))
    assert words(file) == [f"{number:03}" for number in range(100)]


PROCESS = """
import sys
from pathlib import Path
from tests.service.adapters.test_sqlite_file import SCHEMA, SqliteFile, add
for number in range(20):
    add(SqliteFile(Path(sys.argv[1]), SCHEMA), sys.argv[2])
"""


def test_processes_share_it(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite3"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(path), word], stderr=subprocess.PIPE, text=True
        )
        for word in ("bread", "cake", "rolls")
    ]
    assert [writer.communicate()[1] for writer in writers] == ["", "", ""]
    assert len(words(SqliteFile(path, SCHEMA))) == 60


def test_a_damaged_file_is_set_aside(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "w.sqlite3"
    path.write_bytes(b"a letter to my aunt. " * 500)
    file = SqliteFile(path, SCHEMA)
    with pytest.raises(sqlite3.DatabaseError):
        words(file)
    add(file, "bread")
    assert words(file) == ["bread"]
    assert (tmp_path / "w.sqlite3.damaged").read_bytes().startswith(b"a letter")
    assert "w.sqlite3 is damaged and set aside as w.sqlite3.damaged" in caplog.text


def test_a_file_that_another_has_made_anew_is_left(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "w.sqlite3", SCHEMA)
    add(file, "bread")
    file._set_aside()
    assert words(file) == ["bread"]


def test_a_locked_file_is_not_taken_for_damaged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = SqliteFile(tmp_path / "w.sqlite3", SCHEMA)
    add(file, "bread")
    done = []
    with (
        caplog.at_level(logging.WARNING),
        file.open(wait_s=1) as connection,
        file.tolerated("writing it down"),
    ):
        connection.execute("BEGIN IMMEDIATE")
        with file.open(wait_s=0.05) as second:
            second.execute("BEGIN IMMEDIATE")
        done.append("never")
    assert not done
    assert "w.sqlite3 cannot be used, writing it down: database is locked" in caplog.text
    assert words(file) == ["bread"]
