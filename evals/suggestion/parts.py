"""The parts of a suggestion's score, each in [0, 1].

They are written down once, for every system alike, and see nothing of the ranker: a part that
only production can score on would compare nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

from evals.loading.gold_set import RELEVANT, Grade, ObjectiveRow
from evals.suggestion.answer import Suggestion
from evals.suggestion.honesty import honesty
from kpi_library.formula import FormulaError, evaluate
from kpi_library.models import Kpi

BEST_GRADE = 3

#: What each part weighs in ``overall``. Relevance most: a balanced set of wrong KPIs is of no use.
#: Facets next, since a planner who gets nothing for half of the objective writes the rest from
#: memory. Honesty and measurability weigh little because they should be 1 and only their failure
#: says anything.
WEIGHTS = {
    "relevance": 0.4,
    "facets": 0.15,
    "balance": 0.1,
    "distinct": 0.1,
    "guarded": 0.1,
    "measurability": 0.075,
    "honesty": 0.075,
}

Grades = Mapping[str, Grade]


def score(suggestion: Suggestion, objective: ObjectiveRow, grades: Grades) -> dict[str, float]:
    """All parts and ``overall``; an answer without KPIs gets 0 but for honesty."""
    parts = {
        name: part(suggestion, objective, grades) if suggestion.kpis else float(name == "honesty")
        for name, part in PARTS.items()
    }
    return parts | {"overall": sum(WEIGHTS[name] * value for name, value in parts.items())}


def relevance(suggestion: Suggestion, _: ObjectiveRow, grades: Grades) -> float:
    """Mean grade of the KPIs, as a share of the best; one that was not judged counts 0."""
    found = [grades[kpi.id].grade if kpi.id in grades else 0 for kpi in suggestion.kpis]
    return sum(found) / (BEST_GRADE * len(found))


def facets(suggestion: Suggestion, objective: ObjectiveRow, grades: Grades) -> float:
    """Share of what the objective asks for that a relevant KPI measures."""
    graded = [grades[kpi.id] for kpi in suggestion.kpis if kpi.id in grades]
    covered = {facet for g in graded if g.grade >= RELEVANT for facet in g.facets}
    return len(covered) / len(objective.facets)


def balance(suggestion: Suggestion, _: ObjectiveRow, __: Grades) -> float:
    """Leading beside lagging, and more than one stage of the results chain: half each."""
    timings = {kpi.timing for kpi in suggestion.kpis}
    stages = {kpi.stage for kpi in suggestion.kpis}
    return (len(timings) > 1) / 2 + (len(stages) > 1) / 2


def distinct(suggestion: Suggestion, _: ObjectiveRow, __: Grades) -> float:
    """Share of the pairs that do not move together by formula or share most of their words."""
    pairs = list(combinations(suggestion.kpis, 2))
    same = sum(_moves_with(first, second) for first, second in pairs)
    return 1 - same / len(pairs) if pairs else 1.0


def guarded(suggestion: Suggestion, _: ObjectiveRow, __: Grades) -> float:
    """Whether at least one KPI of the set would show that another one of it is gamed."""
    offered = {kpi.id for kpi in suggestion.kpis}
    return float(any(offered & set(kpi.counter_metrics) for kpi in suggestion.kpis))


def measurability(suggestion: Suggestion, _: ObjectiveRow, __: Grades) -> float:
    """Share of the KPIs whose formula computes and that name unit, data source and owner level."""
    return sum(_measurable(kpi) for kpi in suggestion.kpis) / len(suggestion.kpis)


def honest(suggestion: Suggestion, objective: ObjectiveRow, _: Grades) -> float:
    """Share of the targets whose numbers are all given or follow; 1 without targets."""
    # A system without targets has fewer of them than KPIs.
    pairs = zip(suggestion.kpis, suggestion.targets, strict=False)
    found = [honesty(target, objective.text, kpi.name) for kpi, target in pairs]
    return sum(found) / len(found) if found else 1.0


PARTS: Mapping[str, Callable[[Suggestion, ObjectiveRow, Grades], float]] = {
    "relevance": relevance,
    "facets": facets,
    "balance": balance,
    "distinct": distinct,
    "guarded": guarded,
    "measurability": measurability,
    "honesty": honest,
}


def _measurable(kpi: Kpi) -> bool:
    example = kpi.formula.example
    try:
        value = evaluate(kpi.formula, example.inputs, kpi.unit)
    except FormulaError:
        return False
    computes = abs(value - example.value) <= 1e-6 * max(1.0, abs(example.value))
    return computes and bool(kpi.unit and kpi.data_sources and kpi.levels)


#: Two definitions that share this much of their words say one thing.
_SAME_WORDS = 0.7


def _moves_with(first: Kpi, second: Kpi) -> bool:
    inputs = [
        {v.meaning for v in kpi.formula.variables.values() if v.value is None}
        for kpi in (first, second)
    ]
    words = [set(f"{kpi.name} {kpi.definition}".lower().split()) for kpi in (first, second)]
    shared = len(words[0] & words[1]) / min(len(words[0]), len(words[1]))
    return inputs[0] == inputs[1] or shared >= _SAME_WORDS
