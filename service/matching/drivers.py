"""How far one KPI drives another, along the library's driver graph."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_library.library import KpiLibrary
from service.domain.ports import Scores

#: What is left of an influence after one step from driver to driven.
DECAY = 0.6
#: Influence below this is not followed.
FAINTEST = 0.2


def influence(library: KpiLibrary) -> Scores:
    """Influence of each KPI on each, shape (n, n): 1 on itself, ``DECAY`` a step upward.

    Row i, column j tells how much moving KPI i moves KPI j, over the shortest path.
    """
    row_of = {kpi.id: row for row, kpi in enumerate(library)}
    matrix = np.zeros((len(library), len(library)), dtype=np.float32)
    for kpi_id, row in row_of.items():
        for reached, steps in _reached(library, kpi_id):
            matrix[row, row_of[reached]] = DECAY**steps
    return matrix


def path(library: KpiLibrary, driver: str, driven: str) -> tuple[str, ...]:
    """Ids on a shortest way from ``driver`` up to ``driven``, both included; empty if none."""
    ways: dict[str, tuple[str, ...]] = {driver: (driver,)}
    frontier = [driver]
    while frontier and driven not in ways:
        following = []
        for kpi_id in frontier:
            for reached in library.driven_by[kpi_id]:
                if reached not in ways:
                    ways[reached] = (*ways[kpi_id], reached)
                    following.append(reached)
        frontier = following
    return ways.get(driven, ())


def _reached(library: KpiLibrary, start: str) -> Iterator[tuple[str, int]]:
    seen, frontier, steps = {start}, [start], 0
    while frontier and DECAY**steps >= FAINTEST:
        yield from ((kpi_id, steps) for kpi_id in frontier)
        frontier = [
            reached
            for reached in dict.fromkeys(r for k in frontier for r in library.driven_by[k])
            if reached not in seen
        ]
        seen.update(frontier)
        steps += 1
