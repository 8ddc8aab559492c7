"""Bytes under keys in a SQLite file that processes share."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

logger = logging.getLogger(__name__)

#: Keys asked for at a time; SQLite takes no more than 999 in its older versions.
_ASKED = 500
_BUSY_TIMEOUT_S = 10


class SqliteMemory:
    """Keeps bytes by key; the oldest go.

    When the file cannot be read or written, nothing is known, and a warning says so.
    """

    def __init__(self, file: Path, table: str, most: int) -> None:
        """Open lazily.

        Args:
            file: Made when there is something to keep; several tables share it.
            table: A name of ours.
            most: Entries that are kept.
        """
        self._file = file
        self._table = table
        self._most = most

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under some of the keys."""
        found: dict[bytes, bytes] = {}
        if not self._file.exists():
            return found
        with self._tolerated(), closing(self._connect()) as connection:
            for start in range(0, len(keys), _ASKED):
                asked = keys[start : start + _ASKED]
                marks = ",".join("?" * len(asked))
                query = f"SELECT key, content FROM {self._table} WHERE key IN ({marks})"  # noqa: S608
                found.update(connection.execute(query, asked))
        return found

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these beside what there is, in place of what has their keys."""
        if not entries:
            return
        with self._tolerated(), closing(self._connect()) as connection, connection:
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

    @contextmanager
    def _tolerated(self) -> Iterator[None]:
        """What goes wrong with the file is logged, and the rest of the block left out."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            logger.warning("%s cannot be used, working it out again: %s", self._file.name, error)
            if type(error) is sqlite3.DatabaseError:  # its subclasses speak of locks and disks
                self._discard()

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=_BUSY_TIMEOUT_S)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {self._table} "
                "(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, content BLOB NOT NULL)"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _discard(self) -> None:
        """Remove a damaged file, so that the next use makes a new one."""
        for suffix in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
