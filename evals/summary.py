"""From the statistics of every system to a result."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Counts, Statistic, estimates
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Estimate, Result
from service.bootstrap import Application


def summarise(
    task: str,
    dataset: str,
    application: Application,
    statistics: Mapping[str, Mapping[str, Statistic]],
    strata: NDArray[np.generic],
) -> Result:
    """Estimate every metric of every system, and what a language model adds to it.

    Args:
        task: Name of the task.
        dataset: Name of the dataset.
        application: What was measured.
        statistics: By system and metric.
        strata: Stratum of every case, shape (cases,); see ``intervals.estimates``.
    """
    systems = {system: estimates(metrics, strata) for system, metrics in statistics.items()}
    compared = statistics.keys() >= {PLUMBLINE, PLUMBLINE_LLM}
    return Result(
        task=task,
        dataset=dataset,
        systems=systems,
        library_version=application.library.version,
        model=application.embedder.model,
        n=len(strata),
        differences=_differences(statistics, systems, strata) if compared else None,
    )


def _differences(
    statistics: Mapping[str, Mapping[str, Statistic]],
    systems: Mapping[str, Mapping[str, Estimate]],
    strata: NDArray[np.generic],
) -> dict[str, Estimate]:
    """A paired bootstrap: both systems on the same resample, so that hard cases cancel out."""
    ours, plain = statistics[PLUMBLINE_LLM], statistics[PLUMBLINE]
    both = [metric for metric in ours if metric in plain]
    drawn = estimates({m: partial(_difference, ours[m], plain[m]) for m in both}, strata)
    # Where one of the two is undefined, its value counts as it is shown.
    values = {m: systems[PLUMBLINE_LLM][m].value - systems[PLUMBLINE][m].value for m in both}
    return {m: drawn[m].model_copy(update={"value": values[m]}) for m in both}


def _difference(ours: Statistic, plain: Statistic, counts: Counts) -> NDArray[np.float64]:
    return ours(counts) - plain(counts)
