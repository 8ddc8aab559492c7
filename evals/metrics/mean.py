"""The mean over cases; of true and false it is a share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def mean(
    counts: Counts, values: ArrayLike, included: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Mean of the included values, shape (resamples,); NaN where none is included.

    Args:
        counts: Shape (resamples, cases).
        values: Of every case, shape (cases,).
        included: Which cases count, shape (cases,); None for all.
    """
    of_cases = np.asarray(values, dtype=np.float64)
    keep = np.ones_like(of_cases) if included is None else np.asarray(included, dtype=np.float64)
    return ratio(counts @ (of_cases * keep), counts @ keep)
