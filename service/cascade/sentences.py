"""The objective of a unit in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_library.library import KpiLibrary
from service.cascade.wording import act, happens
from service.domain.cascade import CascadedKpi
from service.domain.indicator import Indicator
from service.domain.objective import Movement


def objective_of(
    kpis: Sequence[CascadedKpi],
    library: KpiLibrary,
    indicators: Mapping[str, Indicator],
    moved: Mapping[str, Movement],
    above: str | None = None,
) -> str:
    """What a unit is to do, about its strongest KPI, and what in the parent moves with it.

    Args:
        kpis: At least one, strongest first.
        library: Names the steps.
        indicators: By library id; the organisation's own names come before the library's.
        moved: The planner's own movement of the parent's KPIs.
        above: Name of the unit above; None below the objective itself.
    """
    first = kpis[0]
    record = first.indicator.record
    start = act(first.indicator, moved.get(record.id) if record else None)
    if not first.path:
        return f"{start}, which serves the objective by itself."
    if len(first.path) == 1:
        if first.target.target.value is not None:
            return first.target.target.sentence
        if above is not None:
            return f"{start}, as a part of what {above} carries."
        return f"{start}, by which the objective itself is measured."
    following = [indicators.get(step) for step in first.path[1:]]
    steps = [step for step in following if step is not None]
    if not steps:
        return f"{start}."
    end = happens(steps[-1], moved.get(first.path[-1]))
    if len(steps) == 1:
        return f"{start}, so that {end}."
    return f"{start}, so that {happens(steps[0])} and, with that, {end}."
