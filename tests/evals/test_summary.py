"""What a language model adds, on the same resamples."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from evals.metrics.mean import mean
from evals.metrics.precision import precision
from evals.results import Result
from evals.summary import summarise
from service.bootstrap import Application

GENERATOR = np.random.default_rng(3)
HARD = GENERATOR.random(40)


def summary(application: Application, **values: object) -> Result:
    statistics = {
        system.replace("_", "+"): {"m": partial(mean, values=of)} for system, of in values.items()
    }
    return summarise("task", "data", application, statistics, np.zeros(40))  # type: ignore[arg-type]


def test_a_steady_gain_is_certain_however_hard_the_cases_are(application: Application) -> None:
    result = summary(application, plumbline=HARD, plumbline_llm=HARD + 0.1)
    assert result.differences is not None
    found = result.differences["m"]
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1), abs=1e-6)
    # Unpaired intervals overlap widely.
    alone = result.systems["plumbline"]["m"], result.systems["plumbline+llm"]["m"]
    assert alone[0].high > alone[1].low


def test_a_gain_by_chance_is_none(application: Application) -> None:
    noise = np.where(np.arange(40) % 2, 0.3, -0.3)
    result = summary(application, plumbline=HARD, plumbline_llm=HARD + noise)
    assert result.differences is not None
    found = result.differences["m"]
    assert found.value == pytest.approx(0.0, abs=1e-6)
    assert found.low < 0 < found.high
    # Of 40 differences of 0.3: the standard error is 0.3 / sqrt(40).
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.3 / np.sqrt(40), rel=0.1)


def test_the_difference_is_that_of_the_values_that_are_shown(application: Application) -> None:
    hits, nothing = np.ones(4), np.zeros(4)
    result = summarise(
        "task",
        "data",
        application,
        {
            "plumbline": {"precision": partial(precision, hits=nothing, predicted=nothing)},
            "plumbline+llm": {"precision": partial(precision, hits=hits, predicted=hits)},
        },
        np.zeros(4),
    )
    assert result.systems["plumbline"]["precision"].value == 0  # undefined
    assert result.differences is not None
    assert result.differences["precision"].value == 1


def test_without_a_model_nothing_is_compared(application: Application) -> None:
    result = summary(application, plumbline=HARD, dense=HARD)
    assert result.differences is None
    assert "differences" not in result.as_json()
    assert list(result.columns) == ["plumbline", "dense"]
