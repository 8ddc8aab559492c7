"""A SQLite file that processes share and that we can do without."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from filelock import FileLock

logger = logging.getLogger(__name__)

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY_CODE = 0xFF
_PAUSE_S = 0.005
_LOCK_TIMEOUT_S = 1


class SqliteFile:
    """Opens one file for each use; a damaged file is set aside, and the next use makes it anew.

    Args:
        file: Made on first use, with its folder.
        schema: One statement that does nothing where it was run before.
    """

    def __init__(self, file: Path, schema: str) -> None:
        self._file = file
        self._schema = schema

    @property
    def exists(self) -> bool:
        """Whether there is anything to read."""
        return self._file.exists()

    @contextmanager
    def open(self, wait_s: float) -> Iterator[sqlite3.Connection]:
        """A connection whose work is committed at the end, or else undone.

        Args:
            wait_s: About how long others are waited for who are writing.

        Raises:
            sqlite3.Error: The file is damaged, locked for longer, or not to be written.
            OSError: Its folder cannot be made.
        """
        try:
            with closing(self._connect(wait_s)) as connection, connection:
                yield connection
        except sqlite3.Error as error:
            if _tells_of_damage(error):
                self._set_aside()
            raise

    @contextmanager
    def tolerated(self, instead: str) -> Iterator[None]:
        """What goes wrong with the file is logged, and the rest of the block left out.

        Args:
            instead: What is done without the file.
        """
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            logger.warning("%s cannot be used, %s: %s", self._file.name, instead, error)

    def _connect(self, wait_s: float) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        until = monotonic() + wait_s
        while True:
            connection = sqlite3.connect(self._file, timeout=max(0.0, until - monotonic()))
            try:
                for statement in (
                    "PRAGMA journal_mode=WAL",
                    "PRAGMA synchronous=NORMAL",
                    self._schema,
                ):
                    connection.execute(statement)
            except sqlite3.Error as error:
                connection.close()
                # SQLite does not wait by itself while another is first to switch to this journal.
                if not _is_busy(error) or monotonic() > until:
                    raise
                sleep(_PAUSE_S)
            else:
                return connection

    def _set_aside(self) -> None:
        """Rename a damaged file, so that the next use makes a new one."""
        aside = self._file.with_name(self._file.name + ".damaged")
        lock = FileLock(self._file.with_name(self._file.name + ".lock"), timeout=_LOCK_TIMEOUT_S)
        # Not to get the lock is an OSError as well: then another process is at it.
        with suppress(OSError), lock:
            # It may have made a new file in the meantime.
            if self._is_sound():
                return
            logger.warning("%s is damaged and set aside as %s", self._file.name, aside.name)
            self._file.replace(aside)
            for suffix in ("-wal", "-shm"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)

    def _is_sound(self) -> bool:
        try:
            with closing(sqlite3.connect(self._file)) as connection:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.Error as error:
            return not _tells_of_damage(error)


def _tells_of_damage(error: sqlite3.Error) -> bool:
    return _code(error) in _DAMAGED


def _is_busy(error: sqlite3.Error) -> bool:
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _code(error: sqlite3.Error) -> int | None:
    """SQLite's own code; None when the error is one of Python's module."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY_CODE
