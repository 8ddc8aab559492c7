"""Does the library hold the KPIs that a real organisation tracks?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.loading.catalogue import read_own_kpis
from evals.metrics.mean import mean
from evals.results import PLUMBLINE, Cell, Evaluation, Listing, Run
from evals.summary import summarise
from service.bootstrap import Application
from service.domain.own_kpi import OwnKpi
from service.matching.equivalence import match

TASK = "coverage"
METHOD = (
    "Each KPI of the catalogue, by name and definition, is matched to the nearest KPI of the "
    "library by the production code, and is covered when they are near enough to be the same. "
    "same_name covers a KPI only when the library has its name or alias to the letter. "
    "KPIs are resampled."
)


def run_on(path: Path) -> Run:
    """The task on the catalogue file.

    Raises:
        InputError: The catalogue is malformed.
    """
    return Run(TASK, path.stem, partial(evaluate, read_own_kpis(path), path.stem))


def evaluate(kpis: Sequence[OwnKpi], name: str, application: Application) -> Evaluation:
    """Match every KPI to the library."""
    matches = match(kpis, application.library_catalogue, application.embedder)
    known_names = {
        known.casefold() for kpi in application.library for known in (kpi.name, *kpi.aliases)
    }
    covered = {
        PLUMBLINE: np.array([found.accepted for found in matches]),
        "same_name": np.array([kpi.name.strip().casefold() in known_names for kpi in kpis]),
    }

    def rows(accepted: bool) -> tuple[tuple[Cell, ...], ...]:
        # Most probable first: what just misses the threshold is what a curator should look at.
        ordered = sorted(matches, key=lambda found: -found.probability)
        return tuple(
            (found.own.name, found.library.name, f"{found.probability:.2f}")
            for found in ordered
            if found.accepted is accepted
        )

    measured: dict[str, dict[str, Statistic]] = {
        system: {"coverage": partial(mean, values=held)} for system, held in covered.items()
    }
    return Evaluation(
        summarise(TASK, name, application, measured, np.zeros(len(kpis))),
        METHOD,
        listings=(
            Listing("Matched", ("KPI", "the library's", "probability"), rows(accepted=True)),
            Listing("Not in the library", ("KPI", "nearest", "probability"), rows(accepted=False)),
        ),
    )
