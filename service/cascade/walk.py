"""From the parent's KPIs down the driver graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kpi_library.library import KpiLibrary
from service.domain.recommendation import Reason
from service.matching.drivers import DECAY, FAINTEST


@dataclass(frozen=True)
class Way:
    """The strongest way from a KPI up to one of the parent's.

    Attributes:
        path: Library ids, the KPI first and the parent's last; one id for the parent's own.
        strength: Weight of the parent's KPI, times ``DECAY`` for each step.
    """

    path: tuple[str, ...]
    strength: float


def walk(library: KpiLibrary, weights: Mapping[str, float]) -> dict[str, Way]:
    """Everything that moves the parent's KPIs, each with its strongest way.

    Args:
        library: The graph.
        weights: How much each of the parent's KPIs counts, in [0, 1], by library id.
    """
    found: dict[str, Way] = {}
    for anchor, weight in weights.items():
        frontier: list[tuple[str, ...]] = [(anchor,)]
        seen, decay = {anchor}, 1.0
        while frontier and decay >= FAINTEST:
            for path in frontier:
                way = Way(path, weight * decay)
                known = found.get(path[0])
                if known is None or way.strength > known.strength:
                    found[path[0]] = way
            following = []
            for path in frontier:
                for driver in library[path[0]].drivers:
                    if driver in library and driver not in seen:
                        seen.add(driver)
                        following.append((driver, *path))
            frontier, decay = following, decay * DECAY
    return found


def cited(library: KpiLibrary, path: tuple[str, ...]) -> tuple[Reason, ...]:
    """The record and field that each step of a way rests on, from the parent downward."""
    steps = reversed(list(pairwise(path)))
    return tuple(
        Reason(
            f"{library[driver].name} drives {library[driven].name}.",
            driven,
            f"drivers[{library[driven].drivers.index(driver)}]",
            driver,
        )
        for driver, driven in steps
    )
