"""95% intervals by the percentile bootstrap (Efron and Tibshirani, 1993, chapter 13).

A resample is kept as how often each case was drawn, so that a statistic of thousands of
resamples is a few matrix products instead of a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evals.results import Estimate

RESAMPLES = 10_000
SEED = 20_261_123
LEVEL = 0.95
#: Counts held at once; bounds memory at 32 MB.
_BLOCK_CELLS = 8_000_000

#: How often each case stands in each resample, shape (resamples, cases).
Counts = NDArray[np.float32]
#: From counts to a value a resample, shape (resamples,); NaN where it is undefined.
Statistic = Callable[[Counts], NDArray[np.float64]]


def estimates(
    statistics: Mapping[str, Statistic], strata: ArrayLike, resamples: int = RESAMPLES
) -> dict[str, Estimate]:
    """Value and interval of every statistic, all on the same resamples.

    Args:
        statistics: By name.
        strata: The stratum of every case, shape (cases,); cases are drawn anew within their
            stratum, so every resample holds as many of each. Constant for plain resampling.
        resamples: How many.

    Returns:
        By name. A statistic that is undefined on all cases has the value 0, as in
        scikit-learn; resamples on which it is undefined do not count towards the interval.
    """
    groups = np.unique(np.asarray(strata), return_inverse=True)[1]
    once = np.ones((1, len(groups)), dtype=np.float32)
    drawn: dict[str, list[NDArray[np.float64]]] = {name: [] for name in statistics}
    for counts in _resampled(groups, resamples):
        for name, statistic in statistics.items():
            drawn[name].append(statistic(counts))
    return {
        name: _estimate(float(statistic(once)[0]), np.concatenate(drawn[name]))
        for name, statistic in statistics.items()
    }


def _estimate(value: float, drawn: NDArray[np.float64]) -> Estimate:
    value = 0.0 if np.isnan(value) else value
    defined = drawn[~np.isnan(drawn)]
    if not len(defined):
        return Estimate(value=value, low=value, high=value)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(defined, [tail, 100 - tail])
    return Estimate(value=value, low=float(low), high=float(high))


def _resampled(groups: NDArray[np.intp], resamples: int) -> Iterator[Counts]:
    generator = np.random.default_rng(SEED)
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    block = max(1, _BLOCK_CELLS // max(1, len(groups)))
    for start in range(0, resamples, block):
        size = min(block, resamples - start)
        counts = np.empty((size, len(groups)), dtype=np.float32)
        for rows in members:
            drawn = generator.integers(len(rows), size=(size, len(rows)))
            flat = (drawn + np.arange(size)[:, None] * len(rows)).ravel()
            counts[:, rows] = np.bincount(flat, minlength=size * len(rows)).reshape(size, -1)
        yield counts
