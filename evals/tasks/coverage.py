"""Does the library hold the KPIs that a real organisation tracks?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.metrics.mean import mean
from evals.results import PLUMBLINE, Cell, Evaluation, Listing, Run
from evals.summary import summarise
from service.adapters.importers.catalogue import read_catalogue
from service.bootstrap import Application
from service.domain.indicator import Indicator
from service.errors import InputError
from service.matching.equivalence import SAME_KPI, equivalents

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
    try:
        indicators = read_catalogue(path)
    except InputError as error:
        message = str(error) if str(path) in str(error) else f"{path.parent}/{error}"
        raise InputError(message) from error
    return Run(TASK, path.stem, partial(evaluate, indicators, path.stem))


def evaluate(indicators: Sequence[Indicator], name: str, application: Application) -> Evaluation:
    """Match every KPI to the library."""
    catalogue = application.library_catalogue
    names = application.embedder.embed([indicator.name for indicator in indicators])
    documents = application.embedder.embed([indicator.document for indicator in indicators])
    rows, cosines = equivalents(catalogue, names, documents)
    known_names = {
        known.casefold() for kpi in application.library for known in (kpi.name, *kpi.aliases)
    }
    covered = {
        PLUMBLINE: np.asarray(cosines) >= SAME_KPI,
        "same_name": np.array([i.name.strip().casefold() in known_names for i in indicators]),
    }

    def row(at: int) -> tuple[Cell, ...]:
        nearest = catalogue.indicators[int(rows[at])].name
        return indicators[at].name, nearest, f"{cosines[at]:.2f}"

    # Nearest first: what just misses the threshold is what a curator should look at.
    order = np.argsort(-np.asarray(cosines), kind="stable")
    unmatched = tuple(row(int(at)) for at in order if not covered[PLUMBLINE][at])
    measured: dict[str, dict[str, Statistic]] = {
        system: {"coverage": partial(mean, values=held)} for system, held in covered.items()
    }
    return Evaluation(
        summarise(TASK, name, application, measured, np.zeros(len(indicators))),
        METHOD,
        listings=(Listing("Not in the library", ("KPI", "nearest", "cosine"), unmatched),),
    )
