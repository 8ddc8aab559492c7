"""Precision: how much of what was reported is right."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def precision(counts: Counts, hits: ArrayLike, predicted: ArrayLike) -> NDArray[np.float64]:
    """Hits over predictions, shape (resamples,); NaN where nothing was predicted.

    Args:
        counts: Shape (resamples, cases).
        hits: Right predictions in every case, shape (cases,).
        predicted: All predictions in every case, shape (cases,).
    """
    return ratio(counts @ np.asarray(hits, float), counts @ np.asarray(predicted, float))
