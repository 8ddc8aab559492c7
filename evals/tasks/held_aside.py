"""Does an objective find the KPI of the library that it was written for?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.held_aside import HeldAside, read_held_aside
from evals.metrics.mean import mean
from evals.metrics.reciprocal_rank import reciprocal_rank
from evals.plain import Rank, baselines, plain_embedder
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Cell, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.bootstrap import Application
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.errors import InputError
from service.recommend.pipeline import Recommender

TASK = "held_aside"
TOP = 5
SHOWN = 40
METHOD = (
    "Example objectives that the authors of the library's KPIs wrote and that were moved out of "
    "it by hash, unseen by index and ranker. top5: the KPI is among the five that rank first; "
    "answered5: it is in a production answer of at most five KPIs, which leaves out near "
    "duplicates and doubtful ones. dense is the cosine of plain MiniLM to name and definition, "
    "bm25 the word match with them. Objectives are resampled."
)

METRICS: Mapping[str, Callable[[Sequence[str], str], float]] = {
    "top1": lambda ranking, kpi: float(kpi in ranking[:1]),
    "top5": lambda ranking, kpi: float(kpi in ranking[:TOP]),
    "mrr@10": lambda ranking, kpi: reciprocal_rank(ranking, {kpi}, 10),
}


def run_on(path: Path) -> Run:
    """The task on the file.

    Raises:
        InputError: It is malformed.
    """
    task = partial(evaluate, read_held_aside(path), path.stem)
    return Run(TASK, path.stem, task, with_model=task)


def evaluate(
    rows: Sequence[HeldAside],
    name: str,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Rank the library for every objective."""
    for row in rows:
        if row.kpi not in application.library:
            raise InputError(f"the library has no KPI {row.kpi!r}", where=name)
    recommender = application.library_recommender

    def plumbline(text: str) -> Sequence[str]:
        return [indicator.id for indicator, _ in recommender.search(text, TODAY)]

    def answered(text: str) -> Sequence[str]:
        return _offered(recommender.recommend(RecommendationRequest(text, TODAY, k=TOP)))

    ours: dict[str, Rank] = {PLUMBLINE: plumbline}
    answering: dict[str, Rank] = {PLUMBLINE: answered}
    if sessions:
        ours[PLUMBLINE_LLM], answering[PLUMBLINE_LLM] = _with_model(recommender, sessions)
    # Answers first: what ranking asks a language model for has then been asked before.
    answers = {
        system: _all(answer, rows, f"{name}: answers of {system}", application)
        for system, answer in answering.items()
    }
    systems: dict[str, Rank] = {
        **ours,
        **baselines(recommender.catalogue.indicators, plain_embedder(application)),
    }
    ranked = {
        system: _all(rank, rows, f"{name}: {system}", application)
        for system, rank in systems.items()
    }
    values = {
        system: {
            metric: [score(ranking, row.kpi) for ranking, row in zip(rankings, rows, strict=True)]
            for metric, score in METRICS.items()
        }
        for system, rankings in ranked.items()
    }
    for system, offered in answers.items():
        values[system]["answered5"] = [
            float(row.kpi in answer) for row, answer in zip(rows, offered, strict=True)
        ]
    shown = PLUMBLINE_LLM if sessions else PLUMBLINE
    missed = [
        (row.text, row.kpi, tuple(ranking[:3]))
        for row, ranking in zip(rows, ranked[shown], strict=True)
        if row.kpi not in ranking[:TOP]
    ]
    statistics: dict[str, dict[str, Statistic]] = {
        system: {metric: partial(mean, values=np.array(of)) for metric, of in metrics.items()}
        for system, metrics in values.items()
    }
    return Evaluation(
        summarise(TASK, name, application, statistics, np.zeros(len(rows))),
        METHOD,
        listings=(
            Listing(
                f"{min(SHOWN, len(missed))} of {len(missed)} that are not among the first {TOP}",
                ("objective", "written for", "found instead"),
                _spread(missed),
            ),
        ),
    )


def _with_model(recommender: Recommender, sessions: LlmSessions) -> tuple[Rank, Rank]:
    """The ranking and the answer that a language model has a part in."""

    def ranked(text: str) -> Sequence[str]:
        request = RecommendationRequest(text, TODAY)
        found = sessions.rank(recommender, request, counted=False)
        return [indicator.id for indicator, _ in found]

    def answered(text: str) -> Sequence[str]:
        request = RecommendationRequest(text, TODAY, k=TOP)
        return _offered(sessions.recommend(recommender, request))

    return ranked, answered


def _offered(recommendation: Recommendation) -> Sequence[str]:
    return [kpi.indicator.id for kpi in recommendation.kpis]


def _all(
    rank: Rank, rows: Sequence[HeldAside], work: str, application: Application
) -> list[Sequence[str]]:
    return [rank(row.text) for row in tracked(application, work, list(rows))]


def _spread(missed: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Some of them, from all over the file, which is in the order of the KPIs."""
    return tuple(missed[:: max(1, len(missed) // SHOWN)][:SHOWN])
