"""Probabilities of belonging and choice, and what they are computed from."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from service.audit.support import (
    BELONGING_FEATURES,
    CHOICE_FEATURES,
    WEIGHTS_FILE,
    belonging_features,
    features_of,
    support,
)
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.ports import Vectors

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def some_set(seed: int) -> tuple[GoalSet, Vectors, Vectors, Vectors]:
    """A goal set with random vectors, parents and paths."""
    random = np.random.default_rng(seed)
    goals, objectives = int(random.integers(1, 9)), int(random.integers(1, 5))
    columns = [f"o{n}" for n in range(objectives)]
    goal_set = GoalSet(
        "",
        tuple(StrategicObjective(name, name) for name in columns),
        tuple(
            Goal(f"g{n}", f"g{n}", tuple(name for name in columns if random.random() < 0.4))
            for n in range(goals)
        ),
    )
    vectors = random.normal(size=(goals + objectives, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    paths = random.random((goals, objectives), dtype=np.float32)
    return goal_set, vectors[:goals], vectors[goals:], paths


@given(SEEDS)
def test_belonging_is_a_probability_and_choice_a_distribution(seed: int) -> None:
    found = support(features_of(*some_set(seed)))
    assert ((found.belonging >= 0) & (found.belonging <= 1)).all()
    assert (found.choice >= 0).all()
    np.testing.assert_allclose(found.choice.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(found.probability.sum(axis=1), found.belonging, atol=1e-5)


@given(SEEDS, st.data())
def test_a_goals_own_declaration_does_not_speak_for_it(seed: int, data: st.DataObject) -> None:
    goal_set, goals, objectives, paths = some_set(seed)
    row = data.draw(st.integers(0, len(goal_set.goals) - 1))
    parents = data.draw(st.sets(st.sampled_from([o.id for o in goal_set.objectives])))
    changed = list(goal_set.goals)
    changed[row] = replace(changed[row], parents=tuple(sorted(parents)))
    before = features_of(goal_set, goals, objectives, paths)[row]
    after = features_of(replace(goal_set, goals=tuple(changed)), goals, objectives, paths)[row]
    np.testing.assert_allclose(before, after, atol=1e-6)


@given(SEEDS)
def test_the_order_of_goals_does_not_matter(seed: int) -> None:
    goal_set, goals, objectives, paths = some_set(seed)
    order = np.random.default_rng(seed + 1).permutation(len(goals))
    moved = replace(goal_set, goals=tuple(goal_set.goals[row] for row in order))
    expected = features_of(goal_set, goals, objectives, paths)[order]
    found = features_of(moved, goals[order], objectives, paths[order])
    np.testing.assert_allclose(found, expected, atol=1e-6)


@given(SEEDS)
def test_the_order_of_objectives_does_not_matter(seed: int) -> None:
    goal_set, goals, objectives, paths = some_set(seed)
    order = np.random.default_rng(seed + 1).permutation(len(objectives))
    moved = replace(goal_set, objectives=tuple(goal_set.objectives[at] for at in order))
    expected = features_of(goal_set, goals, objectives, paths)[:, order]
    found = features_of(moved, goals, objectives[order], paths[:, order])
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_a_sibling_speaks_for_a_goal() -> None:
    near = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    goal_set = GoalSet(
        "",
        (StrategicObjective("a", "a"), StrategicObjective("b", "b")),
        (Goal("x", "x"), Goal("y", "y", ("b",)), Goal("z", "z")),
    )
    features = features_of(goal_set, near, near[:2], np.zeros((3, 2), dtype=np.float32))
    siblings = features[:, :, CHOICE_FEATURES.index("siblings")]
    expected = np.array([[0, 0.8], [0, 0], [0, 0.6]], dtype=np.float32)
    np.testing.assert_allclose(siblings, expected, atol=1e-6)


def one_feature(name: str, value: float) -> NDArray[np.float32]:
    """Features of one goal and two objectives, level but for one feature of the first."""
    features = np.full((1, 2, len(CHOICE_FEATURES)), 0.4, dtype=np.float32)
    features[0, 0, CHOICE_FEATURES.index(name)] = value
    return features


@pytest.mark.parametrize("name", ["meaning", "path", "siblings"])
@settings(max_examples=20)
@given(st.floats(0.45, 1.0), st.floats(0.45, 1.0))
def test_more_of_a_feature_speaks_for_an_objective(name: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = [support(one_feature(name, value)) for value in (0.4, low, high)]
    choices = [float(entry.choice[0, 0]) for entry in found]
    assert choices == sorted(choices)
    assert choices[0] == pytest.approx(0.5)
    belongings = [round(float(entry.belonging[0]), 6) for entry in found]
    assert belongings == sorted(belongings)


def test_nearness_to_everything_speaks_against_an_objective() -> None:
    assert support(one_feature("hubness", 0.8)).choice[0, 0] < 0.5


def test_belonging_rests_on_the_best_objective_alone() -> None:
    features = one_feature("meaning", 0.9)
    features[0, 1] = 0.0
    first = CHOICE_FEATURES.index("meaning")
    assert (
        belonging_features(features)[0, BELONGING_FEATURES.index("meaning")]
        == features[0, :, first].max()
    )


def test_the_committed_weights_are_those_of_the_features() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    assert set(fitted) == {"model", "library_version", "belonging", "choice"}
    assert tuple(fitted["choice"]) == CHOICE_FEATURES
    assert set(fitted["belonging"]) == {"declared", "undeclared"}
    for kind in fitted["belonging"].values():
        assert set(kind) == {"weights", "intercept"}
        assert tuple(kind["weights"]) == BELONGING_FEATURES
