"""Does the recommender answer objectives, and decline what is none?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.rows import read_texts
from evals.metrics.mean import mean
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.bootstrap import Application
from service.domain.recommendation import Recommendation, RecommendationRequest

TASK = "abstention"
METHOD = (
    "Each text is sent to the production recommender. others_abstained: share of the texts that "
    "are no objective for which it gives no KPI; higher is better. objectives_abstained: the "
    "same share of the objectives; lower is better. Texts are resampled within their file."
)


def run_on(objectives: Path, others: Path) -> Run:
    """The task on two files, a text a line; named after ``others``.

    Raises:
        InputError: A file cannot be read or is empty.
    """
    texts = read_texts(objectives), read_texts(others)
    task = partial(evaluate, *texts, others.stem)
    return Run(TASK, others.stem, task, with_model=task)


def evaluate(
    objectives: Sequence[str],
    others: Sequence[str],
    name: str,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Ask for KPIs for every text."""
    texts = [*objectives, *others]
    is_objective = np.arange(len(texts)) < len(objectives)
    recommender = application.library_recommender
    systems: dict[str, Callable[[RecommendationRequest], Recommendation]] = {
        PLUMBLINE: recommender.recommend
    }
    if sessions:
        systems[PLUMBLINE_LLM] = partial(sessions.recommend, recommender)
    answers = {
        system: [
            recommend(RecommendationRequest(text, TODAY))
            for text in tracked(application, f"{name}: {system}", texts)
        ]
        for system, recommend in systems.items()
    }
    metrics: dict[str, dict[str, Statistic]] = {}
    for system, given in answers.items():
        abstained = np.array([answer.abstained for answer in given])
        metrics[system] = {
            "others_abstained": partial(mean, values=abstained, included=~is_objective),
            "objectives_abstained": partial(mean, values=abstained, included=is_objective),
        }
    shown = PLUMBLINE_LLM if sessions else PLUMBLINE
    wrong = [
        (text, "declined", answer.reason or "")
        if objective
        else (text, "answered", answer.kpis[0].indicator.name)
        for text, answer, objective in zip(texts, answers[shown], is_objective, strict=True)
        if answer.abstained == objective
    ]
    title = f"Wrongly declined or answered by {shown}"
    return Evaluation(
        summarise(TASK, name, application, metrics, is_objective),
        METHOD,
        listings=(Listing(title, ("text", "", "reason or KPI"), tuple(wrong)),),
    )
