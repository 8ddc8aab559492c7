"""nDCG against hand-computed values and scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from evals.metrics.ndcg import ndcg


def test_hand_computed() -> None:
    gains = {"a": 3.0, "b": 1.0, "c": 2.0}
    found = 1 / math.log2(2) + 3 / math.log2(4)
    ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(["b", "x", "a"], gains) == pytest.approx(found / ideal)


def test_perfect_ranking_is_one_and_empty_ranking_zero() -> None:
    assert ndcg(["a", "b", "x"], {"a": 1.0, "b": 1.0}) == 1.0
    assert ndcg([], {"a": 1.0}) == 0.0
    assert ndcg(["a"], {}) == 0.0


def test_what_lies_below_the_depth_does_not_count() -> None:
    assert ndcg(["x", "y", "a"], {"a": 1.0}, k=2) == 0.0


def test_more_relevant_documents_than_the_depth_can_still_reach_one() -> None:
    gains = {str(n): 1.0 for n in range(20)}
    assert ndcg([str(n) for n in range(10)], gains, k=10) == 1.0


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_scikit_learn(seed: int) -> None:
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, 4, size=30).astype(float)
    scores = generator.permutation(30).astype(float)
    ranking = [str(at) for at in np.argsort(-scores)]
    gains = {str(at): float(gain) for at, gain in enumerate(truth) if gain}
    assert ndcg(ranking, gains, k=10) == pytest.approx(ndcg_score([truth], [scores], k=10))
