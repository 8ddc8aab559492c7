"""Precision, recall, F1 and mean on counts, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from evals.metrics.f1 import f1
from evals.metrics.mean import mean
from evals.metrics.precision import precision
from evals.metrics.recall import recall

ONCE = np.ones((1, 4), np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_agree_with_scikit_learn(seed: int) -> None:
    generator = np.random.default_rng(seed)
    actual, predicted = generator.random((2, 50)) < 0.5
    counts = generator.integers(0, 3, size=(1, 50)).astype(np.float32)
    repeats = counts[0].astype(int)
    expected = precision_recall_fscore_support(
        np.repeat(actual, repeats), np.repeat(predicted, repeats), average="binary"
    )
    hits = actual & predicted
    assert precision(counts, hits, predicted)[0] == pytest.approx(expected[0])
    assert recall(counts, hits, actual)[0] == pytest.approx(expected[1])
    assert f1(counts, hits, predicted, actual)[0] == pytest.approx(expected[2])


def test_cases_may_hold_several_predictions() -> None:
    hits, predicted, actual = [2, 0, 1, 0], [3, 1, 1, 0], [2, 2, 1, 1]
    assert precision(ONCE, hits, predicted)[0] == pytest.approx(3 / 5)
    assert recall(ONCE, hits, actual)[0] == pytest.approx(3 / 6)
    assert f1(ONCE, hits, predicted, actual)[0] == pytest.approx(6 / 11)


def test_undefined_where_nothing_is_predicted() -> None:
    assert np.isnan(precision(ONCE, [0, 0, 0, 0], [0, 0, 0, 0]))[0]
    assert np.isnan(f1(ONCE, [0] * 4, [0] * 4, [0] * 4))[0]


def test_mean_of_included_cases_and_their_counts() -> None:
    assert mean(ONCE, [1, 0, 5, 5], [True, True, False, False])[0] == 0.5
    assert mean(np.array([[3, 1, 0, 0]], np.float32), [1, 0, 5, 5])[0] == 0.75
    assert np.isnan(mean(ONCE, [1, 1, 1, 1], [False] * 4))[0]
