"""Agreement of two yes-or-no judgements beyond chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def kappa(counts: Counts, rated: ArrayLike, actual: ArrayLike) -> NDArray[np.float64]:
    """Cohen's kappa (1960), shape (resamples,); NaN where chance alone would always agree.

    Args:
        counts: Shape (resamples, cases).
        rated: What one rater says, shape (cases,).
        actual: What the other says, shape (cases,).
    """
    one, other = np.asarray(rated, dtype=bool), np.asarray(actual, dtype=bool)
    cases = counts.sum(axis=1, dtype=np.float64)
    agreed = ratio(counts @ (one == other).astype(np.float64), cases)
    yes = ratio(counts @ one.astype(np.float64), cases)
    true = ratio(counts @ other.astype(np.float64), cases)
    by_chance = yes * true + (1 - yes) * (1 - true)
    return ratio(agreed - by_chance, 1 - by_chance)
