"""How far probabilities are from what happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS = 10


@dataclass(frozen=True)
class Reliability:
    """Predictions in bins of equal size, for a reliability plot (DeGroot and Fienberg, 1983).

    Attributes:
        predicted: Mean probability of each bin, ascending, shape (bins,).
        observed: Share of positives in each, shape (bins,).
        cases: How many are in each, shape (bins,).
    """

    predicted: NDArray[np.float64]
    observed: NDArray[np.float64]
    cases: NDArray[np.intp]

    @property
    def error(self) -> float:
        """Expected calibration error (Naeini et al., 2015): mean gap, weighed by cases."""
        gaps = np.abs(self.predicted - self.observed)
        return float(np.average(gaps, weights=self.cases)) if len(gaps) else 0.0


def reliability(probabilities: ArrayLike, positive: ArrayLike, bins: int = BINS) -> Reliability:
    """Put predictions into bins that each hold as many.

    Args:
        probabilities: Shape (cases,).
        positive: What happened, shape (cases,).
        bins: How many; fewer when there are fewer cases.
    """
    of_cases = np.asarray(probabilities, dtype=np.float64)
    happened = np.asarray(positive, dtype=np.float64)
    order = np.argsort(of_cases, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return Reliability(
        np.array([of_cases[part].mean() for part in parts]),
        np.array([happened[part].mean() for part in parts]),
        np.array([len(part) for part in parts]),
    )
