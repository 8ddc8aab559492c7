"""Recall: how much of what should be reported was."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def recall(counts: Counts, hits: ArrayLike, actual: ArrayLike) -> NDArray[np.float64]:
    """Hits over what is there, shape (resamples,); NaN where nothing is there.

    Args:
        counts: Shape (resamples, cases).
        hits: Right predictions in every case, shape (cases,).
        actual: All that should be predicted in every case, shape (cases,).
    """
    return ratio(counts @ np.asarray(hits, float), counts @ np.asarray(actual, float))
