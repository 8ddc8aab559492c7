"""Would a planner adopt the answer? Its order, its confidence, and the set as a whole."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Counts, Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.gold_set import RELEVANT, GoldSet, Grade, ObjectiveRow, read_gold_set
from evals.metrics.brier import brier
from evals.metrics.calibration_error import Reliability, reliability
from evals.metrics.mean import mean
from evals.metrics.ndcg import ndcg
from evals.metrics.ratio import ratio
from evals.plain import baselines, plain_embedder
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Cell, Evaluation, Listing, Run
from evals.suggestion.answer import Suggestion, suggestion_of
from evals.suggestion.honesty import claimed
from evals.suggestion.parts import score
from evals.summary import summarise
from evals.today import TODAY
from kpi_library.library import KpiLibrary
from service.bootstrap import Application
from service.domain.indicator import Indicator
from service.domain.recommendation import RecommendationRequest

TASK = "suggestion"
OFFERED, DEPTH, WORST = 6, 10, 10
METHOD = (
    "Objectives and grades of our own (evals/README.md), of domains that no weight was fitted on. "
    "plumbline is the production answer of at most six KPIs; dense, bm25 and random offer six "
    "each, random from the objective's own domain; only plumbline sets targets, so honesty is 1 "
    "for the others. ndcg@10 is of the ranking, with linear gain; ndcg_to_dense and ndcg_to_bm25 "
    "are its ratios to theirs on the same resamples. The parts are defined in "
    "evals/suggestion/parts.py; overall is their weighted mean. judged says how many of the KPIs "
    "offered were graded at all, over answers that offer any; the others count as grade 0. "
    "calibration_error and brier are of relevance over the ten that rank first, positive from "
    "grade 2 on, the former in ten bins of equal size with an interval from 300 resamples. "
    "Objectives are resampled."
)


@dataclass(frozen=True)
class _System:
    """What a system does: an order of the library, and an answer."""

    order: Callable[[ObjectiveRow], Sequence[str]]
    answer: Callable[[ObjectiveRow], Suggestion]


def run_on(folder: Path) -> Run:
    """The task on the folder.

    Raises:
        InputError: The gold is malformed.
    """
    name = f"{folder.parent.name}_{folder.name}"
    task = partial(evaluate, read_gold_set(folder), name)
    return Run(TASK, name, task, with_model=task)


def evaluate(
    gold: GoldSet, name: str, application: Application, sessions: LlmSessions | None = None
) -> Evaluation:
    """Score every system's answer to every objective."""
    answers: dict[str, list[Suggestion]] = {}
    values: dict[str, dict[str, NDArray[np.float64]]] = {}
    searches = _searches(application, sessions)
    for system, behaviour in _systems(application, searches, sessions).items():
        objectives = tracked(application, f"{name}: {system}", list(gold.objectives))
        answers[system], rows = [], []
        for objective in objectives:
            grades = gold.grades.get(objective.id, {})
            answers[system].append(answer := behaviour.answer(objective))
            order = behaviour.order(objective)
            gains = {kpi: float(grade.grade) for kpi, grade in grades.items()}
            rows.append(
                {"ndcg@10": ndcg(order, gains, DEPTH)}
                | score(answer, objective, grades)
                | {"judged": _judged(answer, grades)}
            )
        values[system] = {metric: np.array([row[metric] for row in rows]) for metric in rows[0]}
    statistics: dict[str, dict[str, Statistic]] = {
        system: {metric: partial(_mean_of_defined, of) for metric, of in metrics.items()}
        for system, metrics in values.items()
    }
    calibrations = {system: _Calibration.of(gold, search) for system, search in searches.items()}
    for system, calibration in calibrations.items():
        statistics[system] |= {
            f"ndcg_to_{other}": partial(
                _ratio_of_means, values[system]["ndcg@10"], values[other]["ndcg@10"]
            )
            for other in ("dense", "bm25")
        }
        statistics[system]["calibration_error"] = calibration.error
        statistics[system]["brier"] = partial(
            brier, probabilities=calibration.probabilities, right=calibration.right
        )
    shown = PLUMBLINE_LLM if sessions else PLUMBLINE
    return Evaluation(
        summarise(TASK, name, application, statistics, np.zeros(len(gold.objectives))),
        METHOD,
        notes=_notes(answers, shown),
        listings=(_worst(gold, answers[shown], values[shown]["overall"]),),
        distributions={
            metric: {system: of[metric] for system, of in values.items()}
            for metric in ("overall", "ndcg@10")
        },
        reliability=calibrations[shown].all_cases(),
    )


#: From an objective's text to the whole ranking, with relevance.
_Search = Callable[[str], Sequence[tuple[Indicator, float]]]


def _searches(application: Application, sessions: LlmSessions | None) -> dict[str, _Search]:
    """The production rankings by system."""
    recommender = application.library_recommender
    searches: dict[str, _Search] = {PLUMBLINE: lambda text: recommender.search(text, TODAY)}
    if sessions:
        # Not counted: the answer has asked the same before.
        searches[PLUMBLINE_LLM] = cache(
            lambda text: sessions.rank(recommender, _request(text), counted=False)
        )
    return searches


def _request(text: str) -> RecommendationRequest:
    return RecommendationRequest(text, TODAY, k=OFFERED)


def _systems(
    application: Application, searches: Mapping[str, _Search], sessions: LlmSessions | None
) -> dict[str, _System]:
    recommender = application.library_recommender
    library = application.library
    recommends = {PLUMBLINE: recommender.recommend}
    if sessions:
        recommends[PLUMBLINE_LLM] = partial(sessions.recommend, recommender)

    def production(system: str) -> _System:
        return _System(
            lambda objective: [indicator.id for indicator, _ in searches[system](objective.text)],
            lambda objective: suggestion_of(recommends[system](_request(objective.text))),
        )

    def baseline(rank: Callable[[ObjectiveRow], Sequence[str]]) -> _System:
        return _System(rank, lambda objective: _first(rank(objective), library))

    by_text = baselines(recommender.catalogue.indicators, plain_embedder(application))
    ranks: dict[str, Callable[[ObjectiveRow], Sequence[str]]] = {
        name: partial(_of_text, rank) for name, rank in by_text.items()
    }
    ranks["random"] = partial(_shuffled, library)
    return {system: production(system) for system in searches} | {
        name: baseline(rank) for name, rank in ranks.items()
    }


def _of_text(rank: Callable[[str], Sequence[str]], objective: ObjectiveRow) -> Sequence[str]:
    return rank(objective.text)


def _shuffled(library: KpiLibrary, objective: ObjectiveRow) -> Sequence[str]:
    """KPIs of the objective's domain in an order that its id decides."""
    kpis = [kpi.id for kpi in library if kpi.domain == objective.domain]
    random.Random(objective.id).shuffle(kpis)
    return kpis


def _first(order: Sequence[str], library: KpiLibrary) -> Suggestion:
    return Suggestion(tuple(library[kpi] for kpi in order[:OFFERED]))


def _judged(answer: Suggestion, grades: Mapping[str, Grade]) -> float:
    offered = [kpi.id in grades for kpi in answer.kpis]
    return sum(offered) / len(offered) if offered else np.nan


def _mean_of_defined(values: NDArray[np.float64], counts: Counts) -> NDArray[np.float64]:
    return mean(counts, np.nan_to_num(values), ~np.isnan(values))


def _notes(answers: Mapping[str, Sequence[Suggestion]], shown: str) -> tuple[str, ...]:
    """What the means do not show: whom a shorter answer flatters, and how much honesty rests on."""
    offered = {system: [len(answer.kpis) for answer in given] for system, given in answers.items()}
    sizes = ", ".join(
        f"{system} {np.mean([size for size in of if size] or [0]):.1f} ({of.count(0)} abstained)"
        for system, of in offered.items()
    )
    ours = [
        bool(claimed(target, kpi.name))
        for answer in answers[shown]
        for kpi, target in zip(answer.kpis, answer.targets, strict=True)
    ]
    return (
        f"KPIs in an answer: {sizes}. A shorter answer finds it easier to have a high mean grade.",
        f"{sum(ours)} of {len(ours)} targets hold a number; honesty rests on those alone.",
    )


def _ratio_of_means(
    ours: NDArray[np.float64], theirs: NDArray[np.float64], counts: Counts
) -> NDArray[np.float64]:
    return ratio(counts @ ours, counts @ theirs)


@dataclass(frozen=True)
class _Calibration:
    """Relevance of the first ten of every objective, and whether it was right.

    Attributes:
        probabilities: An array an objective.
        right: Of the same shapes.
    """

    probabilities: tuple[NDArray[np.float64], ...]
    right: tuple[NDArray[np.bool_], ...]

    @classmethod
    def of(cls, gold: GoldSet, search: _Search) -> _Calibration:
        rows = list(_top_of_each(gold, search))
        return cls(tuple(row[0] for row in rows), tuple(row[1] for row in rows))

    def all_cases(self) -> Reliability:
        return reliability(np.concatenate(self.probabilities), np.concatenate(self.right))

    def error(self, counts: Counts) -> NDArray[np.float64]:
        """Expected calibration error of each resample, shape (resamples,).

        Of the first few hundred resamples: each is a sort of all cases.
        """
        found = np.full(len(counts), np.nan)
        for at, drawn in enumerate(counts[:_CALIBRATED].astype(int)):
            repeated = [np.tile(p, n) for p, n in zip(self.probabilities, drawn, strict=True)]
            right = [np.tile(r, n) for r, n in zip(self.right, drawn, strict=True)]
            found[at] = reliability(np.concatenate(repeated), np.concatenate(right)).error
        return found


_CALIBRATED = 300


def _top_of_each(
    gold: GoldSet, search: _Search
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    for objective in gold.objectives:
        found = search(objective.text)[:DEPTH]
        grades = gold.grades.get(objective.id, {})
        right = [i.id in grades and grades[i.id].grade >= RELEVANT for i, _ in found]
        yield np.array([relevance for _, relevance in found]), np.array(right, dtype=bool)


def _worst(gold: GoldSet, answers: Sequence[Suggestion], overall: NDArray[np.float64]) -> Listing:
    order = np.argsort(overall, kind="stable")[:WORST]

    def row(at: int) -> tuple[Cell, ...]:
        objective, answer = gold.objectives[at], answers[at]
        grades = gold.grades.get(objective.id, {})
        offered = [
            f"{number}. {kpi.name} ({kpi.domain}, {kpi.timing}, {kpi.stage}), "
            f"relevance {relevance:.2f}, "
            f"grade {grades[kpi.id].grade if kpi.id in grades else 'not judged'}: "
            f"{' '.join((target.sentence, *target.arithmetic))} Because: {'; '.join(reasons)}"
            for number, (kpi, target, relevance, reasons) in enumerate(
                zip(answer.kpis, answer.targets, answer.relevances, answer.reasons, strict=True),
                start=1,
            )
        ]
        better = sorted(grades, key=lambda kpi: -grades[kpi].grade)[:OFFERED]
        return (
            objective.text,
            objective.facets,
            f"{overall[at]:.2f}",
            tuple(offered) or "nothing",
            tuple(f"{kpi}: {grades[kpi].grade}" for kpi in better),
        )

    return Listing(
        f"The {len(order)} worst answers by overall",
        ("objective", "asks for", "overall", "answer", "best graded"),
        tuple(row(int(at)) for at in order),
    )
