"""Agreement beyond chance."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from evals.metrics.kappa import kappa


def test_equals_scikit_learn_on_every_resample() -> None:
    generator = np.random.default_rng(5)
    rated, actual = generator.random(30) < 0.6, generator.random(30) < 0.5
    counts = generator.multinomial(30, np.full(30, 1 / 30), size=20).astype(np.float32)
    expected = [
        cohen_kappa_score(np.repeat(rated, drawn), np.repeat(actual, drawn))
        for drawn in counts.astype(int)
    ]
    assert kappa(counts, rated, actual) == pytest.approx(expected)


def test_is_undefined_where_chance_always_agrees() -> None:
    once = np.ones((1, 3), dtype=np.float32)
    assert np.isnan(kappa(once, [True] * 3, [True] * 3))
    assert kappa(once, [True, False, True], [False, True, False])[0] < 0
