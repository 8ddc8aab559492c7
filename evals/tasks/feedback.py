"""Does feedback help the next answer? A log is replayed in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.feedback_log import Event, read_feedback_log
from evals.metrics.mean import mean
from evals.metrics.reciprocal_rank import reciprocal_rank
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.bootstrap import Application
from service.domain.feedback import Feedback, Verdict
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.errors import InputError
from service.requests import MAX_KPIS

TASK = "feedback"
WITHOUT = "no_feedback"
FIRST = 6
METHOD = (
    "Every verdict of a log is a question before it is an answer: where does its KPI stand for "
    f"its objective, in a production answer of at most {MAX_KPIS} KPIs that knows the "
    "organisation's earlier verdicts and none of the later ones? accepted_mrr: one over the "
    "place of accepted and edited KPIs, 0 for one that is not in the answer. "
    f"rejected_first{FIRST}: share of rejected KPIs among the first {FIRST}; lower is better. "
    "The same with again: verdicts on KPIs that the organisation had judged before alone. "
    "no_feedback is the same without any verdict. Verdicts are resampled within their "
    "organisation and verdict."
)

Recommend = Callable[[RecommendationRequest], Recommendation]


def run_on(path: Path) -> Run:
    """The task on the file.

    Raises:
        InputError: It is malformed.
    """
    task = partial(evaluate, read_feedback_log(path), path.stem)
    return Run(TASK, path.stem, task, with_model=task)


def evaluate(
    events: Sequence[Event],
    name: str,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Ask for every event's objective as it was asked before the event.

    Raises:
        InputError: The library has no such KPI.
    """
    for event in events:
        if event.kpi not in application.library:
            raise InputError(f"the library has no KPI {event.kpi!r}", where=name)
    recommender = application.library_recommender
    systems: dict[str, Recommend] = {PLUMBLINE: recommender.recommend}
    if sessions:
        systems[PLUMBLINE_LLM] = partial(sessions.recommend, recommender)
    earlier: dict[str, tuple[Feedback, ...]] = {}
    rankings: dict[str, list[Sequence[str]]] = {system: [] for system in (*systems, WITHOUT)}
    for number, event in enumerate(tracked(application, f"{name}: replay", events)):
        known = earlier.get(event.organisation, ())
        for system, recommend in systems.items():
            rankings[system].append(_answer(recommend, event.objective, known))
        rankings[WITHOUT].append(_answer(recommender.recommend, event.objective, ()))
        earlier[event.organisation] = (*known, _feedback(event, number))
    rejected = np.array([event.verdict is Verdict.REJECT for event in events])
    again = np.array(_judged_before(events))
    statistics = {
        system: _metrics(events, of_system, rejected, again)
        for system, of_system in rankings.items()
    }
    strata = np.array(
        [f"{event.organisation} {event.verdict is Verdict.REJECT}" for event in events]
    )
    return Evaluation(
        summarise(TASK, name, application, statistics, strata),
        METHOD,
        notes=(
            f"{rejected.sum()} of {len(events)} verdicts are rejections; "
            f"{again.sum()} are on a KPI that the organisation had judged before.",
        ),
        listings=(_moved(events, rankings),),
    )


def _answer(recommend: Recommend, objective: str, feedback: tuple[Feedback, ...]) -> Sequence[str]:
    request = RecommendationRequest(objective, TODAY, k=MAX_KPIS, feedback=feedback)
    return [kpi.indicator.id for kpi in recommend(request).kpis]


def _feedback(event: Event, number: int) -> Feedback:
    return Feedback(
        id=str(number),
        organisation=event.organisation,
        objective=event.objective,
        kpi=event.kpi,
        verdict=event.verdict,
        created_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        reason=event.reason,
    )


def _judged_before(events: Sequence[Event]) -> list[bool]:
    pairs = [(event.organisation, event.kpi) for event in events]
    return [pair in pairs[:number] for number, pair in enumerate(pairs)]


def _metrics(
    events: Sequence[Event],
    rankings: Sequence[Sequence[str]],
    rejected: NDArray[np.bool_],
    again: NDArray[np.bool_],
) -> Mapping[str, Statistic]:
    pairs = list(zip(rankings, events, strict=True))
    ranks = [reciprocal_rank(ranking, {event.kpi}, MAX_KPIS) for ranking, event in pairs]
    first = [float(event.kpi in ranking[:FIRST]) for ranking, event in pairs]
    return {
        "accepted_mrr": partial(mean, values=ranks, included=~rejected),
        f"rejected_first{FIRST}": partial(mean, values=first, included=rejected),
        "accepted_again_mrr": partial(mean, values=ranks, included=~rejected & again),
        f"rejected_again_first{FIRST}": partial(mean, values=first, included=rejected & again),
    }


def _moved(events: Sequence[Event], rankings: Mapping[str, Sequence[Sequence[str]]]) -> Listing:
    rows = []
    for event, ranking, without in zip(events, rankings[PLUMBLINE], rankings[WITHOUT], strict=True):
        place, before = _place(event.kpi, ranking), _place(event.kpi, without)
        if place != before:
            rows.append(
                (event.organisation, event.objective, event.kpi, event.verdict, before, place)
            )
    columns = ("organisation", "objective", "KPI", "verdict", "without", "with")
    return Listing("KPIs that earlier verdicts had moved", columns, tuple(rows))


def _place(kpi: str, ranking: Sequence[str]) -> str:
    return str(ranking.index(kpi) + 1) if kpi in ranking else "-"
