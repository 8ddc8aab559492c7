"""Are an organisation's KPIs recognised as the library's, and others left alone?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Statistic
from evals.loading.equivalence_set import EquivalenceSet, read_equivalence_set
from evals.metrics.f1 import f1
from evals.metrics.precision import precision
from evals.metrics.recall import recall
from evals.results import PLUMBLINE, Evaluation, Listing, Run
from evals.summary import summarise
from service.bootstrap import Application
from service.matching.equivalence import match

TASK = "equivalence"
METHOD = (
    "KPIs of invented organisations, each labelled by a reader with the library KPI that is the "
    "same measure, whatever its scope, or with none. precision: of the KPIs that the production "
    "code proposes, those with the right library KPI; recall: of the KPIs that have one, those "
    "proposed rightly. "
    "same_name proposes the KPI with that name or alias to the letter. KPIs are resampled within "
    "their organisation."
)


def run_on(folder: Path) -> Run:
    """The task on the folder.

    Raises:
        InputError: The dataset is malformed.
    """
    return Run(TASK, folder.name, partial(evaluate, read_equivalence_set(folder), folder.name))


def evaluate(dataset: EquivalenceSet, name: str, application: Application) -> Evaluation:
    """Match every KPI to the library."""
    kpis = [replace(kpi, same_as=None) for kpi in dataset.kpis]
    matches = match(kpis, application.library_catalogue, application.embedder)
    known = [application.library.find(kpi.name) for kpi in kpis]
    proposed = {
        PLUMBLINE: [found.library.id if found.accepted else None for found in matches],
        "same_name": [found.id if found else None for found in known],
    }
    labels = [kpi.same_as for kpi in dataset.kpis]
    wrong = [
        (kpi.name, kpi.same_as or "none", found or "none")
        for kpi, found in zip(dataset.kpis, proposed[PLUMBLINE], strict=True)
        if kpi.same_as != found
    ]
    statistics = {system: _metrics(of, labels) for system, of in proposed.items()}
    strata = np.array(dataset.organisations)
    return Evaluation(
        summarise(TASK, name, application, statistics, strata),
        METHOD,
        listings=(Listing("Otherwise than labelled", ("KPI", "label", "proposed"), tuple(wrong)),),
    )


def _metrics(proposed: list[str | None], labels: list[str | None]) -> Mapping[str, Statistic]:
    predicted: NDArray[np.bool_] = np.array([found is not None for found in proposed])
    actual = np.array([label is not None for label in labels])
    hits = predicted & np.array([p == label for p, label in zip(proposed, labels, strict=True)])
    return {
        "precision": partial(precision, hits=hits, predicted=predicted),
        "recall": partial(recall, hits=hits, actual=actual),
        "f1": partial(f1, hits=hits, predicted=predicted, actual=actual),
    }
