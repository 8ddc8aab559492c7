"""Bytes under keys in a SQLite file that processes share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from service.adapters.sqlite_file import SqliteFile

#: Keys asked for at a time; SQLite takes no more than 999 in its older versions.
_ASKED = 500
_INSTEAD = "working it out again"


class SqliteMemory:
    """Keeps bytes by key; the oldest go.

    When the file cannot be read or written, nothing is known, and a warning says so.
    """

    def __init__(self, file: Path, table: str, most: int, wait_s: float = 10.0) -> None:
        """Open lazily.

        Args:
            file: Made when there is something to keep; several tables share it.
            table: A name of ours.
            most: Entries that are kept.
            wait_s: About how long others are waited for who are writing.
        """
        schema = (
            f"CREATE TABLE IF NOT EXISTS {table} "
            "(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, content BLOB NOT NULL)"
        )
        self._file = SqliteFile(file, schema)
        self._table = table
        self._most = most
        self._wait_s = wait_s

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under some of the keys."""
        found: dict[bytes, bytes] = {}
        if not self._file.exists:
            return found
        with self._file.tolerated(_INSTEAD), self._file.open(self._wait_s) as connection:
            for start in range(0, len(keys), _ASKED):
                asked = keys[start : start + _ASKED]
                marks = ",".join("?" * len(asked))
                query = f"SELECT key, content FROM {self._table} WHERE key IN ({marks})"  # noqa: S608
                rows = connection.execute(query, asked)
                found.update((key, content) for key, content in rows if type(content) is bytes)
        return found

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these beside what there is, in place of what has their keys."""
        if not entries:
            return
        with self._file.tolerated(_INSTEAD), self._file.open(self._wait_s) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                f"INSERT INTO {self._table} (key, content) VALUES (?, ?) "  # noqa: S608
                "ON CONFLICT (key) DO UPDATE SET content = excluded.content",
                entries.items(),
            )
            connection.execute(
                f"DELETE FROM {self._table} WHERE id <= "  # noqa: S608
                f"(SELECT max(id) FROM {self._table}) - ?",
                (self._most,),
            )
