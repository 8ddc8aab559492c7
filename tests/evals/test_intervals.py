"""Bootstrap intervals."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Counts, estimates
from evals.metrics.mean import mean


def test_covers_the_true_mean_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    covered = 0
    for _ in range(300):
        sample = generator.normal(3.0, 2.0, size=60)
        found = estimates({"m": partial(mean, values=sample)}, np.zeros(60), resamples=400)["m"]
        covered += found.low <= 3.0 <= found.high
    assert 0.90 <= covered / 300 <= 0.98


def test_value_is_that_of_the_sample_and_lies_within() -> None:
    values = np.arange(20)
    found = estimates({"m": partial(mean, values=values)}, np.zeros(20))["m"]
    assert found.value == 9.5
    assert found.low < found.value < found.high


def test_width_is_that_of_the_normal_approximation() -> None:
    values = np.arange(400) % 2
    found = estimates({"m": partial(mean, values=values)}, np.zeros(400))["m"]
    assert abs((found.high - found.low) - 2 * 1.96 * 0.5 / np.sqrt(400)) < 0.005


def test_the_same_input_gives_the_same_interval() -> None:
    statistic = {"m": partial(mean, values=np.arange(30))}
    assert estimates(statistic, np.zeros(30)) == estimates(statistic, np.zeros(30))


def test_strata_keep_their_sizes() -> None:
    strata = np.array([0, 0, 0, 1, 1])
    seen: list[Counts] = []

    def spy(counts: Counts) -> NDArray[np.float64]:
        seen.append(counts)
        return np.asarray(counts.sum(axis=1), dtype=np.float64)

    estimates({"spy": spy}, strata, resamples=50)
    drawn = np.concatenate(seen)
    assert (drawn[:, :3].sum(axis=1) == 3).all()
    assert (drawn[:, 3:].sum(axis=1) == 2).all()
    assert drawn.std(axis=0).min() > 0


def test_blocks_cover_all_resamples() -> None:
    found: list[int] = []

    def spy(counts: Counts) -> NDArray[np.float64]:
        found.append(len(counts))
        return np.zeros(len(counts))

    estimates({"spy": spy}, np.zeros(3_000), resamples=10_000)
    assert sum(found) == 10_000 + 1
    assert len(found) > 2


def test_undefined_is_zero_and_undefined_resamples_do_not_count() -> None:
    def undefined(counts: Counts) -> NDArray[np.float64]:
        return np.full(len(counts), np.nan)

    def sometimes(counts: Counts) -> NDArray[np.float64]:
        return np.where(counts[:, 0] > 0, 0.8, np.nan)

    found = estimates({"never": undefined, "sometimes": sometimes}, np.zeros(4))
    assert (found["never"].value, found["never"].low, found["never"].high) == (0, 0, 0)
    assert (found["sometimes"].low, found["sometimes"].high) == (0.8, 0.8)
