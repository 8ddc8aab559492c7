"""Which column of a file says what; what can be said is the caller's matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from service.errors import InputError, UnknownColumns

F = TypeVar("F", bound=StrEnum)


@dataclass(frozen=True)
class Mapped(Generic[F]):
    """What the columns of a table say.

    Attributes:
        columns: Column by field.
        unused: Columns that say nothing we know; their cells are kept all the same.
    """

    columns: Mapping[F, str]
    unused: tuple[str, ...]


def map_columns(
    columns: Sequence[str],
    headings: Mapping[F, Sequence[str]],
    given: Mapping[str, str],
    where: str,
) -> Mapped[F]:
    """Recognise columns by their headings.

    Args:
        columns: As they stand in the file.
        headings: What people write above each field, in order of preference; letter case and
            punctuation aside. An earlier field has the first choice of columns.
        given: Column by field, as somebody set it; an empty column means none. The last word.
        where: What errors call the file.

    Raises:
        InputError: ``given`` names an unknown field or column.
    """
    fields = {field.value: field for field in headings}
    chosen: dict[F, str] = {}
    for field_name, column in given.items():
        if field_name not in fields:
            raise InputError(f"{field_name!r} is none of {', '.join(fields)}", where="--map")
        if column and column not in columns:
            raise InputError(
                f"there is no column {column!r}, only {', '.join(map(repr, columns))}", where=where
            )
        chosen[fields[field_name]] = column
    plain = {column: plain_heading(column) for column in columns}
    for field in headings:
        if field in chosen:
            continue
        free = [column for column in columns if column not in chosen.values()]
        ranked = ((h, c) for h in headings[field] for c in free if plain[c] == h)
        found = next(ranked, None)
        if found:
            chosen[field] = found[1]
    used = {field: column for field, column in chosen.items() if column}
    unused = tuple(column for column in columns if column not in used.values())
    return Mapped(used, unused)


def unknown_columns(
    columns: Iterable[str], option: str, meaning: str, where: str
) -> UnknownColumns:
    """The error when no column has the meaning that a table cannot do without.

    Args:
        columns: As they stand in the file.
        option: The field, as ``--map`` calls it.
        meaning: Such as ``the name of a KPI``.
        where: What the error calls the file.
    """
    there = tuple(columns)
    shown = ", ".join(map(repr, there[:20])) or "none"
    said = f"no column is {meaning}; columns: {shown}. Say which: --map {option}=COLUMN"
    return UnknownColumns(said, where, there)


def plain_heading(heading: str) -> str:
    """A heading without letter case, punctuation and camel case, to compare it."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", heading)
    return " ".join(re.findall(r"[^\W_]+", spaced.casefold()))
