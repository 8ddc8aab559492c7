"""Bytes are kept by key, several tables to a file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from service.adapters.memory.sqlite_memory import SqliteMemory


def test_tables_of_one_file_do_not_meet(tmp_path: Path) -> None:
    file = tmp_path / "m.sqlite3"
    one, other = SqliteMemory(file, "one", 10), SqliteMemory(file, "other", 10)
    one.keep({b"a": b"1"})
    assert one.recall([b"a", b"b"]) == {b"a": b"1"}
    assert other.recall([b"a"]) == {}


def test_what_has_the_key_is_replaced(tmp_path: Path) -> None:
    memory = SqliteMemory(tmp_path / "m.sqlite3", "one", 10)
    memory.keep({b"a": b"1"})
    memory.keep({b"a": b"2"})
    assert memory.recall([b"a"]) == {b"a": b"2"}


def test_nothing_kept_makes_no_file(tmp_path: Path) -> None:
    memory = SqliteMemory(tmp_path / "m.sqlite3", "one", 10)
    memory.keep({})
    assert memory.recall([b"a"]) == {}
    assert not (tmp_path / "m.sqlite3").exists()


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.binary(max_size=16), st.binary(max_size=50), max_size=1500))
def test_whatever_fits_is_recalled(tmp_path_factory: object, entries: dict[bytes, bytes]) -> None:
    file = tmp_path_factory.mktemp("memory") / "m.sqlite3"  # type: ignore[attr-defined]
    memory = SqliteMemory(file, "one", 2_000)
    memory.keep(entries)
    assert memory.recall([*entries, b"a key of none of them"]) == entries
