"""How a file was understood, to be shown before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from service.adapters.importers.columns import Mapped

F = TypeVar("F", bound=StrEnum)


@dataclass(frozen=True)
class RowIssue:
    """What keeps a row from being read, or was read with a doubt.

    Attributes:
        place: Such as ``line 7``.
        message: What is wrong and how to mend it.
        refused: Whether the row is left out; else it was read all the same.
    """

    place: str
    message: str
    refused: bool = True


@dataclass(frozen=True)
class ReadTable(Generic[F]):
    """How one table of the file was understood.

    Attributes:
        name: Of the file, or of file and sheet.
        rows: How many it has.
        mapped: What its columns say; None when the one that it cannot do without is missing.
        notes: How it was read.
        columns: All that it has, in order.
    """

    name: str
    rows: int
    mapped: Mapped[F] | None
    notes: tuple[str, ...]
    columns: tuple[str, ...]
