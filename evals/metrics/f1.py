"""F1: the harmonic mean of precision and recall."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def f1(
    counts: Counts, hits: ArrayLike, predicted: ArrayLike, actual: ArrayLike
) -> NDArray[np.float64]:
    """Twice the hits over predictions and actual ones together, shape (resamples,).

    Args:
        counts: Shape (resamples, cases).
        hits: Right predictions in every case, shape (cases,).
        predicted: All predictions in every case, shape (cases,).
        actual: All that should be predicted in every case, shape (cases,).
    """
    both = np.asarray(predicted, float) + np.asarray(actual, float)
    return ratio(counts @ (2 * np.asarray(hits, float)), counts @ both)
