"""Share the parent out: who gets which KPIs, by what they do and what drives the parent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_library.models import Level, Timing
from service.cascade.departments import Department
from service.cascade.walk import Way
from service.domain.indicator import Indicator
from service.domain.ports import Vectors
from service.domain.recommendation import RecommendedKpi
from service.matching.catalogue import Catalogue
from service.matching.redundancy import Redundancy

MOST_KPIS = 4
#: A KPI that hangs on the parent less than this is far-fetched.
LEAST_STRENGTH = 0.16
#: Beside a unit's strongest KPI, the others must reach this part of its strength.
COMPANION = 0.35
#: What the words of the objective count beside a way along drivers.
WORDS = 0.6
#: Cosine of a unit's work to a KPI's document from which the KPI is plainly its own, and what is
#: left of the strength of a KPI that has nothing to do with the work.
PLAINLY_OWN, LEAST_FIT = 0.4, 0.45
#: A line department does the work of the objective's own field, whatever its name is like.
LINE_FIT = 0.8
#: A domain further down in a department's list is less its own.
LATER_DOMAIN = 0.85


@dataclass(frozen=True)
class Candidate:
    """A KPI that a unit could take.

    Attributes:
        indicator: The KPI.
        record: Its id in the library.
        way: The way along drivers to the parent, or None.
        advised: What the adviser says of it for the objective's words, or None.
        strength: Both together, in [0, 1], before it is asked whose work it is.
    """

    indicator: Indicator
    record: str
    way: Way | None
    advised: RecommendedKpi | None
    strength: float


@dataclass(frozen=True)
class Given:
    """A KPI given to a unit; ``fit`` in [0, 1] is strength times how far it is the unit's work."""

    candidate: Candidate
    fit: float


def candidates(
    indicators: Mapping[str, Indicator],
    level: Level,
    ways: Mapping[str, Way],
    advised: Mapping[str, RecommendedKpi],
) -> list[Candidate]:
    """Every KPI that could be carried at a level, strongest first.

    Args:
        indicators: By library id.
        level: Where the units stand.
        ways: From the walk, by library id.
        advised: From the adviser, by library id.
    """
    best = max((item.relevance for item in advised.values()), default=1.0)
    found = []
    for record_id in sorted(ways.keys() | advised.keys()):
        indicator = indicators.get(record_id)
        if indicator is None or indicator.record is None or level not in indicator.record.levels:
            continue
        way, words = ways.get(record_id), advised.get(record_id)
        by_way = way.strength if way else 0.0
        by_words = WORDS * min(1.0, words.relevance / max(best, WORDS)) if words else 0.0
        strength = 1 - (1 - by_way) * (1 - by_words)
        if strength >= LEAST_STRENGTH:
            found.append(Candidate(indicator, record_id, way, words, strength))
    return sorted(found, key=lambda candidate: (-candidate.strength, candidate.record))


def share_out(
    departments: Sequence[Department],
    work: Vectors,
    found: Sequence[Candidate],
    catalogue: Catalogue,
) -> list[list[Given]]:
    """KPIs of each department, strongest first.

    A KPI goes to the department whose work it is most. Departments that do the same work, such
    as two sales regions, share what they get.

    Args:
        departments: n departments.
        work: Unit vectors of what they do, shape (n, d).
        found: What can be shared out.
        catalogue: Where the candidates come from.
    """
    fits = np.array(
        [
            [fit_of(department, vector, candidate, catalogue) for candidate in found]
            for department, vector in zip(departments, work, strict=True)
        ]
    )
    given: list[list[Given]] = [[] for _ in departments]
    for column, candidate in enumerate(found):
        best = int(fits[:, column].argmax())
        for row, department in enumerate(departments):
            same = department.known_as == departments[best].known_as
            fit = float(fits[best if same else row, column])
            if same and fit >= LEAST_STRENGTH:
                given[row].append(Given(candidate, fit))
    return [select(kpis, catalogue) for kpis in given]


def select(given: Sequence[Given], catalogue: Catalogue, most: int = MOST_KPIS) -> list[Given]:
    """At most ``most`` KPIs, no two that say one thing, leading beside lagging where it can be."""
    ranked = sorted(given, key=lambda item: (-item.fit, item.candidate.record))
    rows = [catalogue.row_of[item.candidate.indicator.id] for item in ranked]
    redundancy, distinct, kept = Redundancy(catalogue), list[Given](), list[int]()
    for item, row in zip(ranked, rows, strict=True):
        if item.fit < COMPANION * ranked[0].fit:
            break
        if not any(redundancy.between(row, other) for other in kept):
            distinct.append(item)
            kept.append(row)
    chosen = distinct[:most]
    kinds = {_timing(item) for item in chosen}
    if len(chosen) == most and len(kinds) == 1:
        other = next((item for item in distinct[most:] if _timing(item) not in kinds), None)
        if other:
            chosen[-1] = other
    return chosen


def fit_of(
    department: Department, work: Vectors, candidate: Candidate, catalogue: Catalogue
) -> float:
    """Strength of a KPI for a department, by how far it is its work; 0 outside of its domains.

    Args:
        department: The department.
        work: Unit vector of what it does, shape (d,).
        candidate: The KPI.
        catalogue: Where the KPI comes from.
    """
    record = candidate.indicator.record
    if record is None or record.domain not in department.domains:
        return 0.0
    row = catalogue.row_of[candidate.indicator.id]
    own = float(catalogue.documents[row] @ work) / PLAINLY_OWN
    if record.domain in department.field:
        return candidate.strength * LINE_FIT
    place = LATER_DOMAIN if department.domains.index(record.domain) else 1.0
    return candidate.strength * place * min(1.0, max(LEAST_FIT, own))


def _timing(item: Given) -> Timing | None:
    record = item.candidate.indicator.record
    return record.timing if record else None
