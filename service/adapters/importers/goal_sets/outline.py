"""Outlines: the place of an entry says what it stands under.

In a table, the columns are the levels (Main, L1 ... Ln, or Objective and Key result); in a text,
tabs, spaces, dashes or numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from service.adapters.importers.columns import Mapped, map_columns, plain_heading
from service.adapters.importers.goal_sets.entry import Entry, Kind, Listed, placed
from service.adapters.importers.goal_sets.fields import HEADINGS, Field
from service.adapters.importers.goal_sets.rows import RowReader
from service.adapters.importers.tables.table import Row, Table

OUTLINE = "an indented outline"
_NUMBERED = re.compile(r"(?:l|level|ebene)\s*(\d{1,2})")
#: Headings of levels that people name, from the top down; two of them make an outline.
_RANKS = {
    **dict.fromkeys(("pillar", "strategic pillar", "theme", "strategic theme", "vision"), 0),
    **dict.fromkeys(
        ("strategic objective", "strategic goal", "strategic priority", "company objective"), 1
    ),
    **dict.fromkeys(("objective", "objectives"), 2),
    **dict.fromkeys(("goal", "goals", "key result", "key results", "kr", "krs"), 3),
    **dict.fromkeys(("initiative", "initiatives"), 4),
}
_SEVERAL = frozenset({"key results", "krs", "goals", "initiatives"})
_TAB = 4
#: Headings of Markdown stand above all that is indented.
_HEADING = 10_000
_LINE = re.compile(
    r"(?P<indent>\s*)(?P<dashes>(?:[-–—*•+>]+|#+)(?=\s)|)\s*"
    r"(?P<number>(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)])(?=\s)|)\s*(?P<text>.*?)\s*"
)
_BULLET = re.compile(r"^\s*(?:[-–*•+]|\d{1,3}[.)])\s+")


def level_columns(table: Table, known: Collection[str]) -> tuple[str, ...]:
    """The columns that are levels, from the top down; empty when the table is no outline.

    Args:
        table: As read.
        known: Ids of this table, ids and titles of others: a column that names these refers to
            entries by rows of their own and is no level.
    """
    plain = {column: plain_heading(column) for column in table.columns}
    numbered = {c: int(m[1]) for c, p in plain.items() if (m := _NUMBERED.fullmatch(p))}
    main = [c for c, p in plain.items() if p == "main"]
    if numbered and (main or len(numbered) > 1):
        return (*main[:1], *sorted(numbered, key=lambda column: numbered[column]))
    parent = map_columns(table.columns, {Field.PARENT: HEADINGS[Field.PARENT]}, {}, table.name)
    ranked = {c: _RANKS[p] for c, p in plain.items() if p in _RANKS}
    if parent.columns or len(set(ranked.values())) < 2 or len(set(ranked.values())) < len(ranked):
        return ()
    levels = tuple(sorted(ranked, key=lambda column: ranked[column]))
    upper = {row.cells[c] for row in table.rows for c in levels[:-1] if c in row.cells}
    return () if upper & set(known) else levels


def is_level(heading: str) -> bool:
    """Whether a column of this heading is a level whatever stands beside it."""
    plain = plain_heading(heading)
    return plain == "main" or _NUMBERED.fullmatch(plain) is not None


@dataclass
class _Node:
    """A place in the outline, before its entry is made."""

    text: str
    place: str
    above: _Node | None
    depth: int
    row: Row | None = None
    entry: Entry | None = None


def outline_entries(reader: RowReader, levels: Sequence[str]) -> Iterator[Entry]:
    """The entries of a table whose columns are levels.

    A row is about the deepest level that it fills; an empty cell above stands for the one that was
    filled last, as in merged cells, and a filled one names the entry of that text.
    """
    nodes: list[_Node] = []
    known: dict[tuple[int | None, int, str], _Node] = {}
    path: list[_Node | None] = [None] * len(levels)
    for row in reader.table.rows:
        place = placed(reader.table, row.place)
        filled = [at for at, column in enumerate(levels) if column in row.cells]
        if row.fault or not filled:
            fault = row.fault or f"none of {', '.join(map(repr, levels))} has a text"
            reader.refuse(place, fault, row)
            continue
        for at in filled:
            above = next((node for node in reversed(path[:at]) if node), None)
            last = at == filled[-1]
            for text in _texts(row.cells[levels[at]], levels[at], last):
                key = (id(above) if above else None, at, text)
                node = known.get(key)
                if node is None or (last and node.row is not None):
                    node = _Node(text, place, above, at)
                    known.setdefault(key, node)
                    nodes.append(node)
                if last:
                    node.row, node.place = row, place
                path[at] = node
            path[at + 1 :] = [None] * (len(levels) - at - 1)
    for node in nodes:
        kind = Kind.STRATEGIC if node.depth == 0 else Kind.BELOW
        under = node.above.entry if node.above else None
        if node.row is None:
            node.entry = Entry(node.place, node.text, under=under, kind=kind)
        else:
            node.entry = reader.entry(node.row, node.text, under=under, kind=kind)
        yield node.entry


def without_levels(mapped: Mapped[Field], levels: Sequence[str]) -> Mapped[Field]:
    """What the columns of an outline say beside its levels."""
    columns: dict[Field, str] = {
        f: c for f, c in mapped.columns.items() if c not in levels and f is not Field.TEXT
    }
    columns[Field.TEXT] = levels[-1]
    kept = [*mapped.unused, mapped.columns.get(Field.TEXT, "")]
    unused = tuple(c for c in dict.fromkeys(kept) if c and c not in (*levels, *columns.values()))
    return Mapped(columns, unused)


def _texts(cell: str, column: str, last: bool) -> list[str]:
    """Several key results may stand in one cell, a line each."""
    if not (last and plain_heading(column) in _SEVERAL and "\n" in cell):
        return [cell]
    return [text for line in cell.split("\n") if (text := _BULLET.sub("", line).strip())]


def read_indented(text: str, name: str) -> Listed:
    """The entries of an indented text, one a line."""
    entries: list[Entry] = []
    above: list[tuple[int, Entry]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _LINE.fullmatch(line.expandtabs(_TAB))
        if found is None or not any(map(str.isalnum, found["text"])):
            continue  # an empty line, or one drawn of dashes
        words, digits = found["text"], found["number"].strip(".)")
        depth = len(found["indent"]) + len(found["dashes"]) + digits.count(".") + bool(digits)
        if found["dashes"].startswith("#"):
            depth -= _HEADING
        while above and above[-1][0] >= depth:
            above.pop()
        further = {"number": found["number"]} if digits else {}
        under = above[-1][1] if above else None
        entry = Entry(f"{name}, line {number}", words, under=under, further=further)
        above.append((depth, entry))
        entries.append(entry)
    return Listed(OUTLINE, tuple(entries))


def is_indented(text: str) -> bool:
    """Whether a text without ending of its own is an outline: some line starts further in."""
    lines = [line for line in text.split("\n") if line.strip()]
    return any(
        (found := _LINE.fullmatch(line.expandtabs(_TAB))) and (found["indent"] or found["dashes"])
        for line in lines[1:]
    )
