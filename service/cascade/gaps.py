"""What of the parent no department carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kpi_library.library import KpiLibrary
from service.cascade.wording import domain_name, in_sentence, listed
from service.domain.cascade import Gap, Part, UnitGoal
from service.domain.indicator import Indicator
from service.domain.recommendation import Reason

#: Drivers that nobody holds are told of for so many of the heaviest parts, and no more in all.
PARTS_LOOKED_AT, MOST_DRIVERS = 2, 4


def find_gaps(
    library: KpiLibrary,
    indicators: Mapping[str, Indicator],
    parts: Sequence[Part],
    units: Sequence[UnitGoal],
    domains: Collection[str],
) -> tuple[Gap, ...]:
    """Parts that nobody carries, then drivers of the parts that are nobody's field.

    Args:
        library: The driver graph.
        indicators: By library id.
        parts: With who carries them.
        units: What the departments carry.
        domains: Those that the departments stand for.
    """
    steps = {step for unit in units for kpi in unit.kpis for step in kpi.path}
    held = {kpi.indicator.record.id for unit in units for kpi in unit.kpis if kpi.indicator.record}
    gaps = [_uncarried(library, part, units) for part in parts if not part.carried_by]
    drivers: dict[str, Gap] = {}
    for part in parts[:PARTS_LOOKED_AT]:
        record = part.indicator.record
        for place, driver in enumerate(record.drivers if record and part.carried_by else ()):
            known = driver in library and driver in indicators and driver not in drivers
            if known and driver not in steps | held and library[driver].domain not in domains:
                drivers[driver] = _driver(library, indicators[driver], part, place)
    named = {part.indicator.record.id for part in parts if part.indicator.record}
    found = [gap for driver, gap in drivers.items() if driver not in named]
    return (*gaps, *found[:MOST_DRIVERS])


def _uncarried(library: KpiLibrary, part: Part, units: Sequence[UnitGoal]) -> Gap:
    record = part.indicator.record
    if record is None:
        raise ValueError("a part is a KPI with a record")
    below = [library[driver].domain for driver in record.drivers if driver in library]
    domains = tuple(dict.fromkeys((record.domain, *below)))[:3]
    near = [unit.unit for unit in units if record.domain in unit.domains]
    owner = (
        f"It is nearest to the work of {listed(near)}."
        if near
        else f"It could belong to {listed([domain_name(domain) for domain in domains])}."
    )
    return Gap(
        indicator=part.indicator,
        drives=None,
        clause=part.clause,
        domains=domains,
        message=f"No department carries {in_sentence(part.indicator.name)}. {owner}",
        reason=Reason(
            f"{part.indicator.name} serves “{part.clause}”.", record.id, "domain", record.domain
        ),
    )


def _driver(library: KpiLibrary, indicator: Indicator, part: Part, place: int) -> Gap:
    driven = part.indicator.record
    if driven is None:
        raise ValueError("a part is a KPI with a record")
    driver = library[driven.drivers[place]]
    return Gap(
        indicator=indicator,
        drives=driven.id,
        clause=part.clause,
        domains=(driver.domain,),
        message=(
            f"{indicator.name} drives {in_sentence(part.indicator.name)}, and is the work of none "
            f"of the departments named. It belongs to {domain_name(driver.domain)}."
        ),
        reason=Reason(
            f"{driver.name} drives {part.indicator.name}.",
            driven.id,
            f"drivers[{place}]",
            driver.id,
        ),
    )
