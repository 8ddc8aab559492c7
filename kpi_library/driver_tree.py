"""The driver graph read as trees: what moves a KPI, and which outcome it moves in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi, Level, Stage


@dataclass(frozen=True)
class Branch:
    """A KPI in a tree of drivers.

    Attributes:
        kpi: The KPI.
        drivers: What moves it; empty also where ``repeated``.
        repeated: Whether its drivers stand further up in the same tree.
    """

    kpi: Kpi
    drivers: tuple[Branch, ...]
    repeated: bool = False


def tree(library: KpiLibrary, kpi_id: str) -> Branch:
    """Everything that moves a KPI, over however many steps.

    Raises:
        KeyError: The library has no such KPI.
    """
    return _branch(library, kpi_id, set())


def _branch(library: KpiLibrary, kpi_id: str, shown: set[str]) -> Branch:
    kpi = library[kpi_id]
    if kpi_id in shown:
        return Branch(kpi, (), repeated=bool(kpi.drivers))
    shown.add(kpi_id)
    return Branch(kpi, tuple(_branch(library, d, shown) for d in kpi.drivers if d in library))


def board_outcomes(library: KpiLibrary) -> tuple[str, ...]:
    """Ids of the roots: outcomes of the whole organisation that are driven and drive none."""
    return tuple(kpi.id for kpi in library if kpi.drivers and _is_root(library, kpi))


def ways_up(library: KpiLibrary, kpi_id: str) -> Iterator[tuple[str, ...]]:
    """Shortest chain of ids from a KPI to each root above it, the KPI first."""
    ways: dict[str, tuple[str, ...]] = {kpi_id: (kpi_id,)}
    frontier = [kpi_id]
    while frontier:
        following = []
        for current in frontier:
            above = library.driven_by[current]
            if not above and current != kpi_id:
                yield ways[current]
            for driven in above:
                if driven not in ways:
                    ways[driven] = (*ways[current], driven)
                    following.append(driven)
        frontier = following


def joined(library: KpiLibrary) -> frozenset[str]:
    """Ids of the KPIs in a tree whose root is a board outcome, roots included."""
    reached = set(board_outcomes(library))
    frontier = list(reached)
    while frontier:
        drivers = {d for kpi_id in frontier for d in library[kpi_id].drivers if d in library}
        frontier = list(drivers - reached)
        reached |= drivers
    return frozenset(reached)


def _is_root(library: KpiLibrary, kpi: Kpi) -> bool:
    return (
        not library.driven_by[kpi.id] and kpi.stage is Stage.OUTCOME and Level.COMPANY in kpi.levels
    )
