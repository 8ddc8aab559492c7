"""Expected calibration error against hand-made cases."""

from __future__ import annotations

import numpy as np
import pytest

from evals.metrics.calibration_error import reliability


def test_probabilities_that_come_true_have_none() -> None:
    probabilities = np.repeat([0.2, 0.8], 10)
    happened = [*[1] * 2, *[0] * 8, *[1] * 8, *[0] * 2]
    found = reliability(probabilities, happened, bins=2)
    assert found.error == pytest.approx(0.0)
    assert found.observed.tolist() == pytest.approx([0.2, 0.8])


def test_the_gap_is_weighed_by_cases() -> None:
    found = reliability([0.1, 0.1, 0.1, 0.9], [0, 0, 0, 0], bins=4)
    assert found.cases.tolist() == [1, 1, 1, 1]
    assert found.error == pytest.approx((0.1 * 3 + 0.9) / 4)


def test_few_and_no_cases() -> None:
    assert reliability([0.3], [1]).error == pytest.approx(0.7)
    assert reliability([], []).error == 0.0
