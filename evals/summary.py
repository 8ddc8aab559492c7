"""From the statistics of every system to a result."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Statistic, estimates
from evals.results import Result
from service.bootstrap import Application


def summarise(
    task: str,
    dataset: str,
    application: Application,
    statistics: Mapping[str, Mapping[str, Statistic]],
    strata: NDArray[np.generic],
) -> Result:
    """Estimate every metric of every system.

    Args:
        task: Name of the task.
        dataset: Name of the dataset.
        application: What was measured.
        statistics: By system and metric.
        strata: Stratum of every case, shape (cases,); see ``intervals.estimates``.
    """
    return Result(
        task=task,
        dataset=dataset,
        systems={system: estimates(metrics, strata) for system, metrics in statistics.items()},
        library_version=application.library.version,
        model=application.embedder.model,
        n=len(strata),
    )
