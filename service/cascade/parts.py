"""What an objective asks for, as KPIs of the level above: the anchors of a cascade."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kpi_library.library import KpiLibrary
from kpi_library.models import Direction, Level
from service.cascade.ambitions import ambition_in
from service.cascade.clauses import clauses_of, dated
from service.cascade.sources import Adviser
from service.domain.cascade import Part
from service.domain.indicator import Indicator
from service.domain.objective import Movement, Objective
from service.domain.recommendation import Recommendation, RecommendationRequest, RecommendedKpi
from service.matching.subject import measures
from service.understanding.words import content_words

#: Anchors of one clause at most.
PER_CLAUSE = 4
#: A KPI outside of the departments' domains counts so much less for the same relevance: the
#: departments tell which "returns" are meant.
ELSEWHERE = 0.3
#: An anchor has at least this part of the best one's weight.
LEAST_WEIGHT = 0.4
#: Beside a KPI that the objective names, one that is merely near to its words counts so much.
UNNAMED = 0.5
#: Best relevance below which the objective is read as an ambition, if it is one; else it is said
#: that the KPIs may not be what is meant.
NEAR = 0.1
_AGAINST = {
    (Movement.INCREASE, Direction.LOWER),
    (Movement.DECREASE, Direction.HIGHER),
}


@dataclass(frozen=True)
class Anchors:
    """The parent as the walk needs it.

    Attributes:
        objective: How the whole text was read.
        parts: In the order of the clauses, heaviest first within each.
        weights: By library id, in [0, 1].
        asked: What was asked of the adviser for each clause.
        moved: The planner's own movement of a part, by library id, where they speak of it.
        reason: Why there are none, else None.
        warnings: What the planner should know.
    """

    objective: Objective
    parts: tuple[Part, ...]
    weights: Mapping[str, float]
    asked: tuple[str, ...]
    moved: Mapping[str, Movement]
    reason: str | None
    warnings: tuple[str, ...]


def find_parts(
    adviser: Adviser, library: KpiLibrary, text: str, today: date, domains: Collection[str]
) -> Anchors:
    """The anchors of an objective.

    Args:
        adviser: Recommends KPIs.
        library: The driver graph; a KPI without a record in it cannot be carried down.
        text: The planner's words.
        today: The day from which "next year" counts.
        domains: Those that the departments stand for.
    """
    whole = adviser.recommend(RecommendationRequest(text, today))
    warnings, asked = list(whole.warnings), clauses_of(whole.objective)
    fits = max((item.relevance for item in whole.kpis), default=0.0)
    ambition = ambition_in(text) if fits < NEAR else None
    if ambition:
        warnings.append(f"The objective names no measure; {ambition.meaning}.")
        asked = tuple(dated(clause, whole.objective.deadline_text) for clause in ambition.restated)
    parts: list[Part] = []
    weights: dict[str, float] = {}
    moved: dict[str, Movement] = {}
    for clause in asked:
        answer = adviser.recommend(RecommendationRequest(clause, today))
        if answer.abstained:
            continue
        for item, weight in _weighed(adviser, answer, clause, today, domains):
            record = item.indicator.record
            if record is None or record.id in weights or record.id not in library:
                continue
            weights[record.id] = weight
            direction = answer.objective.direction
            if direction and measures(item.indicator, answer.objective.subject):
                moved[record.id] = direction
            words = text if ambition or len(asked) == 1 else clause
            parts.append(Part(item.indicator, item.relevance, words, item.target))
    nearest = max((part.relevance for part in parts), default=1.0)
    if nearest < NEAR:
        warnings.append(
            f"The nearest KPIs are not near to the objective (relevance {nearest:.2f}); see "
            "whether they are what is meant, or say it in other words."
        )
    reason = whole.reason or "No KPI that the library knows the drivers of fits well enough."
    return Anchors(
        whole.objective,
        tuple(parts),
        weights,
        asked,
        moved,
        None if parts else reason,
        tuple(warnings),
    )


def _weighed(
    adviser: Adviser,
    answer: Recommendation,
    clause: str,
    today: date,
    domains: Collection[str],
) -> list[tuple[RecommendedKpi, float]]:
    """KPIs of a clause with their weight, the heaviest first."""
    found = {item.indicator.id: item for item in answer.kpis}
    for domain in sorted(domains):
        request = RecommendationRequest(clause, today, k=3, domain=domain, level=Level.COMPANY)
        for item in adviser.recommend(request).kpis:
            found.setdefault(item.indicator.id, item)
    objective = answer.objective
    fitting = [item for item in found.values() if not _contradicts(item.indicator, objective)]
    named = {item.indicator.id for item in fitting if _names(objective, item.indicator)}
    weighed = [
        (
            item,
            item.relevance
            * (UNNAMED if named and item.indicator.id not in named else 1.0)
            * (1.0 if _at_home(item.indicator, objective, domains) else ELSEWHERE),
        )
        for item in fitting
    ]
    weighed.sort(key=lambda pair: (-pair[1], pair[0].indicator.id))
    return [
        (item, weight / weighed[0][1])
        for item, weight in weighed[:PER_CLAUSE]
        if weight >= LEAST_WEIGHT * weighed[0][1]
    ]


def _names(objective: Objective, indicator: Indicator) -> bool:
    """Whether the objective's subject stands in the name or an alias of a KPI."""
    subject = content_words(objective.subject)
    return bool(subject) and any(subject <= content_words(name) for name in indicator.names)


def _at_home(indicator: Indicator, objective: Objective, domains: Collection[str]) -> bool:
    if measures(indicator, objective.subject):
        return True
    return indicator.record is not None and indicator.record.domain in domains


def _contradicts(indicator: Indicator, objective: Objective) -> bool:
    """Whether the KPI gets better as the very thing that it counts moves the other way.

    Who wants fewer returns does not want a lower return on equity.
    """
    if (objective.direction, indicator.direction) not in _AGAINST:
        return False
    subject = content_words(objective.subject.split(" ")[-1]) if objective.subject else frozenset()
    return any(subject & content_words(name) for name in indicator.names)
