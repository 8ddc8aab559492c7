"""Two departments whose KPIs would pull against each other, by the library's guards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from service.cascade.wording import act, counted, in_sentence, worsens
from service.domain.cascade import CascadedKpi, Tension, UnitGoal
from service.domain.indicator import from_library
from service.domain.recommendation import Reason

MOST = 5


def find_tensions(library: KpiLibrary, units: Sequence[UnitGoal]) -> tuple[Tension, ...]:
    """Who would pull against whom, at most one a pair and one a guard, the plainest first.

    A department that games its KPI harms the KPIs that guard it. Plainest is a guard that the
    other department holds; after that come guards that the other one moves.
    """
    found: list[tuple[int, str, Tension]] = []
    for first, second in permutations(units, 2):
        for strong in first.kpis:
            for weak in second.kpis:
                found += _between(library, first, strong, second, weak)
    chosen: list[Tension] = []
    pairs: set[frozenset[str]] = set()
    guards: set[str] = set()
    for _, guard, tension in sorted(found, key=lambda item: item[0]):
        pair = frozenset(tension.units)
        if pair not in pairs and guard not in guards:
            pairs.add(pair)
            guards.add(guard)
            chosen.append(tension)
    return tuple(chosen[:MOST])


def _between(
    library: KpiLibrary, first: UnitGoal, strong: CascadedKpi, second: UnitGoal, weak: CascadedKpi
) -> Iterator[tuple[int, str, Tension]]:
    one, other = strong.indicator.record, weak.indicator.record
    held = {kpi.indicator.id for kpi in first.kpis}
    if one is None or other is None or weak.indicator.id in held:
        return
    for place, guard in enumerate(one.counter_metrics):
        if guard == other.id:
            harm = f"{counted(weak.indicator)}, held by {second.unit}, can {worsens(other)}"
            watched, steps = in_sentence(weak.indicator.name), 0
        elif guard in library and other.id in library[guard].drivers:
            known = library[guard]
            harm = (
                f"{counted(from_library(known))} can {worsens(known)}, which {second.unit} "
                f"would move the other way with {in_sentence(weak.indicator.name)}"
            )
            watched, steps = in_sentence(known.name), 1
        else:
            continue
        kpi = in_sentence(strong.indicator.name)
        start = act(strong.indicator)
        tension = Tension(
            units=(first.unit, second.unit),
            kpis=(strong.indicator, weak.indicator),
            message=(
                f"Should {first.unit} try only to {start[0].lower()}{start[1:]}, {harm}. "
                f"How that happens: {one.gaming}"
            ),
            fix=(
                f"Let {first.unit} report {watched} beside {kpi}, and let {first.unit} and "
                f"{second.unit} agree on a limit for it before either starts."
            ),
            reason=_cited(one, library[guard], place),
        )
        yield steps, guard, tension


def _cited(one: Kpi, guard: Kpi, place: int) -> Reason:
    claim = f"{guard.name} shows when {one.name} is gamed."
    return Reason(claim, one.id, f"counter_metrics[{place}]", guard.id)
