"""Goals that owners wrote, beside what the cascade proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from service.domain.cascade import Comparison, UnitGoal, WrittenGoal
from service.domain.indicator import Indicator
from service.domain.ports import Embedder
from service.matching.catalogue import Catalogue
from service.matching.similarity import best_of, parts_of
from service.understanding.content import content_of
from service.understanding.objective import read_objective

#: A goal this near to a KPI's name or definition is about the same.
CLOSE = 0.55


def compared(
    units: Sequence[UnitGoal],
    written: Sequence[WrittenGoal],
    today: date,
    indicators: Mapping[str, Indicator],
    catalogue: Catalogue,
    embedder: Embedder,
) -> tuple[UnitGoal, ...]:
    """The units, each with what its owner wrote.

    A goal is compared with the KPIs of all units, and with what stands on its own unit's ways up
    to the parent.

    Args:
        units: What departments carry.
        written: Their owners' goals; those of others are left out.
        today: The day from which dates in them count.
        indicators: By library id.
        catalogue: Vectors of the KPIs.
        embedder: Turns the goals into vectors.
    """
    goals = [goal for goal in written if any(goal.owner == unit.unit for unit in units)]
    if not goals:
        return tuple(units)
    readings = [read_objective(goal.text, today) for goal in goals]
    # What is to move decides; "for regional coverage" does not make it a regional KPI.
    vectors = embedder.embed([reading.subject or content_of(reading) for reading in readings])
    carriers: dict[str, list[str]] = {}
    for unit in units:
        for kpi in unit.kpis:
            carriers.setdefault(kpi.indicator.id, []).append(unit.unit)
    found: dict[str, list[Comparison]] = {}
    for goal, vector in zip(goals, vectors, strict=True):
        unit = next(unit for unit in units if unit.unit == goal.owner)
        steps = {indicators[s].id for kpi in unit.kpis for s in kpi.path if s in indicators}
        rows = np.array(sorted(catalogue.row_of[i] for i in carriers.keys() | steps), dtype=np.intp)
        comparison = Comparison(goal, None, (), 0.0)
        if len(rows):
            near = _nearness(vector[None, :], rows, catalogue)[0]
            indicator = catalogue.indicators[int(rows[near.argmax()])]
            comparison = replace(comparison, cosine=round(float(near.max()), 4))
            if near.max() >= CLOSE:
                who = tuple(carriers.get(indicator.id, ()))
                comparison = replace(comparison, close_to=indicator, carried_by=who)
        found.setdefault(goal.owner, []).append(comparison)
    return tuple(replace(unit, comparisons=tuple(found.get(unit.unit, ()))) for unit in units)


def _nearness(vectors: np.ndarray, rows: np.ndarray, catalogue: Catalogue) -> np.ndarray:
    """Highest cosine of each text to name or definition of each KPI, shape (texts, rows)."""
    cosines: np.ndarray = vectors @ catalogue.documents[rows].T
    # Example objectives are left out: they share much with a goal that is about another thing.
    some, positions = parts_of(catalogue.name_owners, rows)
    cosines = np.maximum(cosines, best_of(vectors, catalogue.names[some], positions, len(rows)))
    return cosines
