"""Brier score by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evals.metrics.brier import brier

PROBABILITIES = [np.array([1.0, 0.5]), np.array([0.2])]
RIGHT = [np.array([True, False]), np.array([True])]


def test_each_case_weighs_the_same() -> None:
    counts = np.array([[1, 1], [2, 0], [0, 0]], dtype=np.float32)
    found = brier(counts, PROBABILITIES, RIGHT)
    assert found[:2].tolist() == pytest.approx([(0 + 0.25 + 0.64) / 3, 0.125])
    assert np.isnan(found[2])
