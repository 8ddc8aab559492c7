"""Area under the receiver operating characteristic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.intervals import Counts
from evals.metrics.ratio import ratio


def auroc(counts: Counts, scores: ArrayLike, positive: ArrayLike) -> NDArray[np.float64]:
    """Probability that a positive case scores above a negative one, ties counting half.

    Computed as the Mann-Whitney statistic (Hanley and McNeil, 1982).

    Args:
        counts: Shape (resamples, cases).
        scores: Higher for more likely positive, shape (cases,).
        positive: Shape (cases,).

    Returns:
        Shape (resamples,); NaN where a resample lacks positives or negatives.
    """
    values, labels = np.asarray(scores), np.asarray(positive, dtype=bool)
    above = values[labels][:, None] - values[~labels][None, :]
    wins = (above > 0).astype(np.float32) + 0.5 * (above == 0).astype(np.float32)
    ups, downs = counts[:, labels], counts[:, ~labels]
    won = np.einsum("rp,rp->r", ups, downs @ wins.T, dtype=np.float64)
    return ratio(won, ups.sum(axis=1) * downs.sum(axis=1))


def auroc_within(
    counts: Counts,
    scores: ArrayLike,
    positive: ArrayLike,
    groups: Sequence[NDArray[np.intp]],
    weights: Sequence[float],
) -> NDArray[np.float64]:
    """Weighted mean of the AUROC within each group; a case is never compared across groups.

    Args:
        counts: Shape (resamples, cases).
        scores: Shape (cases,).
        positive: Shape (cases,).
        groups: Rows of the cases of each group; each has positives and negatives.
        weights: Of each group, positive.

    Returns:
        Shape (resamples,); NaN when there is no group.
    """
    values, labels = np.asarray(scores), np.asarray(positive, dtype=bool)
    if not groups:
        return np.full(len(counts), np.nan)
    each = [auroc(counts[:, rows], values[rows], labels[rows]) for rows in groups]
    return np.asarray(np.average(each, axis=0, weights=weights), dtype=np.float64)
