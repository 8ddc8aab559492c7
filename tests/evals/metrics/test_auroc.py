"""AUROC on counts against repeating the cases, and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from evals.metrics.auroc import auroc, auroc_within


def test_hand_computed_with_a_tie() -> None:
    # 0.9 beats both negatives, 0.4 ties one and loses to none: (2 + 1.5) / 4
    value = auroc(np.ones((1, 4), np.float32), [0.9, 0.4, 0.4, 0.1], [True, True, False, False])
    assert value.tolist() == [0.875]


@pytest.mark.parametrize("seed", range(5))
def test_counts_mean_repeated_cases(seed: int) -> None:
    generator = np.random.default_rng(seed)
    scores = generator.integers(0, 8, size=40)
    positive = generator.random(40) < 0.4
    counts = generator.integers(0, 3, size=(6, 40)).astype(np.float32)
    repeated = [
        roc_auc_score(np.repeat(positive, row), np.repeat(scores, row))
        for row in counts.astype(int)
    ]
    np.testing.assert_allclose(auroc(counts, scores, positive), repeated, rtol=1e-6)


def test_undefined_without_negatives() -> None:
    assert np.isnan(auroc(np.ones((1, 2), np.float32), [1, 2], [True, True])).all()


def test_within_groups_never_compares_across() -> None:
    scores = np.array([0.9, 0.8, 0.2, 0.1])
    positive = np.array([True, False, True, False])
    groups = [np.array([0, 1]), np.array([2, 3])]
    once = np.ones((1, 4), np.float32)
    assert auroc(once, scores, positive)[0] == 0.75
    assert auroc_within(once, scores, positive, groups, [1, 3])[0] == 1.0


def test_within_groups_is_weighted() -> None:
    scores = np.array([0.9, 0.8, 0.1, 0.2])
    positive = np.array([True, False, True, False])
    groups = [np.array([0, 1]), np.array([2, 3])]
    once = np.ones((1, 4), np.float32)
    assert auroc_within(once, scores, positive, groups, [1, 3])[0] == 0.25
    assert np.isnan(auroc_within(once, scores, positive, [], [])[0])
