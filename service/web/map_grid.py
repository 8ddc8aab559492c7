"""The alignment map as a table that stays readable: the longer side down, the rest grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from service.answers.alignment_map import ADRIFT, AlignmentMap

MAX_COLUMNS, MAX_ROWS = 16, 60
SHADES = 4


@dataclass(frozen=True)
class Group:
    """One row or column: a single objective or owner, or all that found no room.

    Attributes:
        keys: Objective ids or owners.
        goals: How many goals support the objective or belong to the owner; for an owner, those
            that hang from nothing do not count.
        high: Whether a finding of high severity concerns the objective, or one of the goals.
        rest: Whether it stands for several that found no room.
    """

    keys: tuple[str, ...]
    goals: int
    high: bool
    rest: bool = False


@dataclass(frozen=True)
class Cell:
    """Goals of an owner that support an objective.

    Attributes:
        goals: How many.
        high: How many of them a finding of high severity concerns.
        shade: From 0 for none to ``SHADES`` for the most in any cell.
    """

    goals: int
    high: int
    shade: int


@dataclass(frozen=True)
class Grid:
    """The table: ``cells[row][column]``; with ``owners_down`` rows are owners, else objectives."""

    owners_down: bool
    rows: tuple[Group, ...]
    columns: tuple[Group, ...]
    cells: tuple[tuple[Cell, ...], ...]


def map_grid(aligned: AlignmentMap) -> Grid:
    """Objectives down and owners across, or the other way round when there are many owners."""

    def of_objectives(*keys: str) -> Group:
        goals = _union(aligned.by_objective, keys)
        return Group(keys, len(goals), not aligned.high.isdisjoint((*keys, *goals)))

    def of_owners(*keys: str) -> Group:
        goals = _union(aligned.by_owner, keys)
        return Group(keys, len(goals - adrift), not goals.isdisjoint(aligned.high))

    adrift = aligned.by_objective.get(ADRIFT, frozenset())
    owners_down = len(aligned.owners) > MAX_COLUMNS
    rooms = (MAX_COLUMNS, MAX_ROWS) if owners_down else (MAX_ROWS, MAX_COLUMNS)
    supported = _fitting(aligned.objectives, of_objectives, rooms[0])
    held = _fitting(aligned.owners, of_owners, rooms[1])
    rows, columns = (held, supported) if owners_down else (supported, held)
    if adrift:  # a place of its own, beside or below the objectives
        supported.append(of_objectives(ADRIFT))
    goals = [[_within(aligned, owners_down, row, column) for column in columns] for row in rows]
    # What is grouped, or hangs from nothing, does not set the scale.
    most = max(
        (
            len(cell)
            for row, cells in zip(rows, goals, strict=True)
            for column, cell in zip(columns, cells, strict=True)
            if not (row.rest or column.rest or ADRIFT in (*row.keys, *column.keys))
        ),
        default=0,
    )
    return Grid(
        owners_down,
        tuple(rows),
        tuple(columns),
        tuple(
            tuple(
                Cell(
                    len(cell),
                    len(cell & aligned.high),
                    min(ceil(SHADES * len(cell) / max(most, SHADES)), SHADES),
                )
                for cell in cells
            )
            for cells in goals
        ),
    )


def _fitting(keys: Sequence[str], group: Callable[..., Group], room: int) -> list[Group]:
    """As many as there is room for, those with most goals kept, in their order; then the rest."""
    groups = [group(key) for key in keys]
    if len(groups) <= room:
        return groups
    by_size = sorted(groups, key=lambda one: -one.goals)
    left = {one.keys for one in by_size[room - 1 :]}
    rest = group(*(key for key in keys if (key,) in left))
    return [*(one for one in groups if one.keys not in left), replace(rest, rest=True)]


def _union(sets: Mapping[str, frozenset[str]], keys: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(sets.get(key, frozenset()) for key in keys))


def _within(aligned: AlignmentMap, owners_down: bool, row: Group, column: Group) -> frozenset[str]:
    objectives, owners = (column, row) if owners_down else (row, column)
    return aligned.within(objectives.keys, owners.keys)
