"""Does the recommender answer objectives, and decline what is none?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.loading.rows import read_texts
from evals.metrics.mean import mean
from evals.progress import tracked
from evals.results import PLUMBLINE, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.bootstrap import Application
from service.domain.recommendation import RecommendationRequest

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
    return Run(TASK, others.stem, partial(evaluate, *texts, others.stem))


def evaluate(
    objectives: Sequence[str], others: Sequence[str], name: str, application: Application
) -> Evaluation:
    """Ask for KPIs for every text."""
    texts = [*objectives, *others]
    is_objective = np.arange(len(texts)) < len(objectives)
    answers = [
        application.library_recommender.recommend(RecommendationRequest(text, TODAY))
        for text in tracked(application, f"{name}: {PLUMBLINE}", texts)
    ]
    abstained = np.array([answer.abstained for answer in answers])
    wrong = [
        (text, "declined", answer.reason or "")
        if objective
        else (text, "answered", answer.kpis[0].indicator.name)
        for text, answer, objective in zip(texts, answers, is_objective, strict=True)
        if answer.abstained == objective
    ]
    metrics: dict[str, Statistic] = {
        "others_abstained": partial(mean, values=abstained, included=~is_objective),
        "objectives_abstained": partial(mean, values=abstained, included=is_objective),
    }
    return Evaluation(
        summarise(TASK, name, application, {PLUMBLINE: metrics}, is_objective),
        METHOD,
        listings=(
            Listing("Wrongly declined or answered", ("text", "", "reason or KPI"), tuple(wrong)),
        ),
    )
