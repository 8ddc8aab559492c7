"""Running the command in this process, and how it ended."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OBJECTIVE = "Increase customer base by 30% before the start of next year"
TODAY = ("--today", "2026-11-23")
COMMAND = str(Path(sys.executable).with_name("plumbline"))
LIMIT_S = 120


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


def kept(home: Path) -> int:
    """How many answers the store holds."""
    database = home / "plumbline.sqlite3"
    if not database.exists():
        return 0
    connection = sqlite3.connect(database)
    try:
        count: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    finally:
        connection.close()
    return count


def assert_one_line(ended: Ended, *named: str) -> None:
    """Exit code 2, nothing printed, and one line that says what is wrong."""
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("plumbline: ")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err
    for name in named:
        assert name in ended.err
