"""Brier score of probabilities that belong to cases in groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def brier(
    counts: Counts,
    probabilities: Sequence[NDArray[np.float64]],
    right: Sequence[NDArray[np.bool_]],
) -> NDArray[np.float64]:
    """Mean squared distance of probability and truth (Brier, 1950), shape (resamples,).

    Args:
        counts: How often each group was drawn, shape (resamples, groups).
        probabilities: An array a group.
        right: What happened, of the same shapes.
    """
    pairs = zip(probabilities, right, strict=True)
    distances = [float(np.sum((stated - was) ** 2)) for stated, was in pairs]
    return ratio(counts @ np.array(distances), counts @ np.array([len(p) for p in probabilities]))
