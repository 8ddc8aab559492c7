"""Probabilities of belonging and choice."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.audit.signs import BELONGING_SIGNS, CHOICE_SIGNS, NEED_DECLARATIONS, Signs
from service.audit.support import QUESTIONS, WEIGHTS_FILE, support
from tests.service.audit.some_sets import SEEDS, signs_of_all, some_set

SHARES = st.floats(0.45, 1.0)


@given(SEEDS)
def test_belonging_is_a_probability_and_choice_a_distribution(seed: int) -> None:
    found = support([signs_of_all(some_set(seed))])
    assert ((found.belonging >= 0) & (found.belonging <= 1)).all()
    assert (found.choice >= 0).all()
    np.testing.assert_allclose(found.choice.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(found.probability.sum(axis=1), found.belonging, atol=1e-5)


@given(SEEDS)
def test_blocks_are_joined_in_their_order(seed: int) -> None:
    signs = signs_of_all(some_set(seed))
    rows = [
        Signs(signs.choice[[row]], signs.belonging[[row]], signs.declares)
        for row in range(len(signs.choice))
    ]
    apart, whole = support(rows), support([signs])
    np.testing.assert_allclose(apart.belonging, whole.belonging, atol=1e-6)
    np.testing.assert_allclose(apart.choice, whole.choice, atol=1e-6)


def choice_with(name: str, value: float) -> float:
    """Probability of the first of two objectives that differ in one sign alone."""
    signs = np.full((1, 2, len(CHOICE_SIGNS)), 0.4, dtype=np.float32)
    signs[0, 0, CHOICE_SIGNS.index(name)] = value
    none = np.zeros((1, len(BELONGING_SIGNS)), dtype=np.float32)
    return float(support([Signs(signs, none, True)]).choice[0, 0])


def belonging_with(name: str, value: float, declares: bool) -> float:
    """Probability that a goal belongs of which all signs but one stand at 0.4."""
    signs = np.full((1, len(BELONGING_SIGNS)), 0.4, dtype=np.float32)
    signs[0, BELONGING_SIGNS.index(name)] = value
    none = np.zeros((1, 2, len(CHOICE_SIGNS)), dtype=np.float32)
    return float(support([Signs(none, signs, declares)]).belonging[0])


@pytest.mark.parametrize("name", ["meaning", "path", "siblings", "above"])
@settings(max_examples=20)
@given(SHARES, SHARES)
def test_more_of_a_sign_speaks_for_an_objective(name: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    choices = [choice_with(name, value) for value in (0.4, low, high)]
    assert choices == sorted(choices)
    assert choices[0] == pytest.approx(0.5)


def test_nearness_to_everything_speaks_against_an_objective() -> None:
    assert choice_with("hubness", 0.8) < 0.5


@pytest.mark.parametrize("declares", [True, False])
@pytest.mark.parametrize("name", [name for name in BELONGING_SIGNS if name != "trifle"])
@settings(max_examples=20)
@given(SHARES, SHARES)
def test_more_of_a_sign_never_speaks_against_belonging(
    name: str, declares: bool, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    found = [round(belonging_with(name, value, declares), 6) for value in (0.4, low, high)]
    assert found == sorted(found)


@pytest.mark.parametrize("declares", [True, False])
def test_a_trifle_speaks_against_belonging(declares: bool) -> None:
    found = [belonging_with("trifle", odds, declares) for odds in (-6, -2, 0, 2, 6)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1] + 0.1


@pytest.mark.parametrize("name", NEED_DECLARATIONS)
def test_where_nobody_declares_declarations_say_nothing(name: str) -> None:
    assert belonging_with(name, 0.0, False) == belonging_with(name, 1.0, False)


def test_a_goal_that_belongs_passes_both_questions() -> None:
    """A perfect fit does not save what is not serious, nor the other way round."""
    best = np.ones((1, len(BELONGING_SIGNS)), dtype=np.float32)
    none = np.zeros((1, 2, len(CHOICE_SIGNS)), dtype=np.float32)
    far = best.copy()
    far[0, :] = 0
    far[0, BELONGING_SIGNS.index("trifle")] = -6
    best[0, BELONGING_SIGNS.index("trifle")] = -6
    assert support([Signs(none, best, True)]).belonging[0] > 0.9
    assert support([Signs(none, far, True)]).belonging[0] < 0.1


def test_the_committed_weights_are_those_of_the_signs() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    assert set(fitted) == {"model", "library_version", "belonging", "choice"}
    assert tuple(fitted["choice"]) == CHOICE_SIGNS
    assert set(fitted["belonging"]) == {"declared", "undeclared"}
    for kind in fitted["belonging"].values():
        assert tuple(kind) == QUESTIONS
        for question in kind.values():
            assert set(question) == {"weights", "intercept"}
            assert tuple(question["weights"]) == BELONGING_SIGNS
            assert question["weights"]["trifle"] <= 0
            assert min(v for k, v in question["weights"].items() if k != "trifle") >= 0
