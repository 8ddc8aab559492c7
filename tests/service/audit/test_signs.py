"""What the weights weigh: numbers of a whole set, read in blocks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.audit import blocks, signs
from service.audit.signs import BELONGING_SIGNS, CHOICE_SIGNS, Signs
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.ports import Scores
from tests.service.audit.some_sets import SEEDS, SomeSet, signs_of_all, some_set

AT = {name: at for at, name in enumerate(CHOICE_SIGNS)}
OF_GOAL = {name: at for at, name in enumerate(BELONGING_SIGNS)}


def assert_alike(found: Signs, expected: Signs) -> None:
    np.testing.assert_allclose(found.choice, expected.choice, atol=1e-5)
    np.testing.assert_allclose(found.belonging, expected.belonging, atol=1e-5)
    assert found.declares == expected.declares


@given(SEEDS)
def test_shapes_and_bounds(seed: int) -> None:
    some = some_set(seed)
    found = signs_of_all(some)
    goals, objectives = some.paths.shape
    assert found.choice.shape == (goals, objectives, len(CHOICE_SIGNS))
    assert found.belonging.shape == (goals, len(BELONGING_SIGNS))
    assert np.isfinite(found.choice).all()
    assert np.isfinite(found.belonging).all()
    assert found.choice.dtype == found.belonging.dtype == np.float32


@settings(max_examples=40)
@given(SEEDS)
def test_the_size_of_blocks_does_not_matter(seed: int) -> None:
    some = some_set(seed)
    whole = signs_of_all(some)
    for size in (1, 3, 2_048):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(blocks, "CELLS", size * len(some.goals))
            assert_alike(signs_of_all(some), whole)


@given(SEEDS)
def test_the_order_of_goals_does_not_matter(seed: int) -> None:
    some, expected = some_set(seed), signs_of_all(some_set(seed))
    order = np.random.default_rng(seed + 1).permutation(len(some.goals))
    moved = SomeSet(
        replace(some.goal_set, goals=tuple(some.goal_set.goals[row] for row in order)),
        some.goals[order],
        some.objectives,
        some.paths[order],
        some.trifles[order],
    )
    expected = replace(expected, choice=expected.choice[order], belonging=expected.belonging[order])
    assert_alike(signs_of_all(moved), expected)


@given(SEEDS)
def test_the_order_of_objectives_does_not_matter(seed: int) -> None:
    some, expected = some_set(seed), signs_of_all(some_set(seed))
    order = np.random.default_rng(seed + 1).permutation(len(some.objectives))
    moved = SomeSet(
        replace(
            some.goal_set, objectives=tuple(some.goal_set.objectives[column] for column in order)
        ),
        some.goals,
        some.objectives[order],
        some.paths[:, order],
        some.trifles,
    )
    assert_alike(signs_of_all(moved), replace(expected, choice=expected.choice[:, order]))


@given(SEEDS, st.data())
def test_a_goals_own_declaration_does_not_speak_for_itself(seed: int, data: st.DataObject) -> None:
    some = some_set(seed)
    named = {parent for goal in some.goal_set.goals for parent in goal.parents}
    # What hangs from a goal speaks for itself, and it hangs where the goal does.
    childless = [row for row, goal in enumerate(some.goal_set.goals) if goal.id not in named]
    row = data.draw(st.sampled_from(childless))
    objectives = [objective.id for objective in some.goal_set.objectives]
    changed = list(some.goal_set.goals)
    kept = [parent for parent in changed[row].parents if parent not in objectives]
    parents = (*sorted(data.draw(st.sets(st.sampled_from(objectives)))), *kept)
    changed[row] = replace(changed[row], parents=parents)
    before = signs_of_all(some)
    after = signs_of_all(replace(some, goal_set=replace(some.goal_set, goals=tuple(changed))))
    np.testing.assert_allclose(before.choice[row], after.choice[row], atol=1e-5)
    for name in BELONGING_SIGNS:
        if name != "declared":
            column = OF_GOAL[name]
            assert before.belonging[row, column] == pytest.approx(
                after.belonging[row, column], abs=1e-6
            )
    assert after.belonging[row, OF_GOAL["declared"]] == bool(parents)


#: Two goals near the first objective, one near the second.
NEAR = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)


def of(*parents: tuple[str, ...], trifles: tuple[float, ...] = (0, 0, 0)) -> Signs:
    """Signs of three goals x, y and z with these parents, under a and b."""
    goals = tuple(Goal(name, name, up) for name, up in zip("xyz", parents, strict=True))
    goal_set = GoalSet("", (StrategicObjective("a", "a"), StrategicObjective("b", "b")), goals)
    paths = np.array([[0.4, 0.1], [0, 0], [0.02, 0]], dtype=np.float32)
    return signs_of_all(
        SomeSet(goal_set, NEAR, NEAR[[0, 2]], paths, np.array(trifles, dtype=np.float32))
    )


def siblings(signs: Signs, goal: int) -> Scores:
    found: Scores = signs.choice[goal, :, AT["siblings"]]
    return found


def test_a_goal_that_is_declared_alone_says_nothing_of_where_it_hangs() -> None:
    found = of(("b",), (), ())
    np.testing.assert_allclose(siblings(found, 0), 0)
    assert siblings(found, 1)[1] > siblings(found, 1)[0]


def test_the_nearer_sibling_speaks_louder() -> None:
    found = of((), ("b",), ("a",))
    assert siblings(found, 0)[1] > siblings(found, 0)[0]
    np.testing.assert_allclose(of((), (), ()).choice[:, :, AT["siblings"]], 0)


def test_a_sibling_declared_through_a_parent_goal_counts_for_its_objective() -> None:
    found = of((), ("z",), ("b",))
    assert siblings(found, 0)[1] > siblings(found, 0)[0]


def test_the_parent_goal_speaks_for_what_it_is_near_to() -> None:
    above = of(("z",), (), ()).choice[:, :, AT["above"]]
    assert above[0, 1] > 0 > above[0, 0]
    np.testing.assert_allclose(above[1:], 0)


def test_an_objective_as_parent_is_no_parent_goal() -> None:
    found = of(("a",), (), ())
    assert found.belonging[0, OF_GOAL["above"]] == 0
    np.testing.assert_allclose(found.choice[:, :, AT["above"]], 0)
    assert of(("y",), (), ()).belonging[0, OF_GOAL["above"]] == pytest.approx(0.8)


def test_paths_are_compared_with_the_strongest_and_a_faint_one_says_little() -> None:
    paths = of((), (), ()).choice[:, :, AT["path"]]
    assert paths[0, 0] > 0.85
    assert paths[0, 0] / paths[0, 1] == pytest.approx(4)
    np.testing.assert_allclose(paths[1], 0)
    assert paths[2, 0] < 0.5


def test_the_best_objective_speaks_for_belonging() -> None:
    belonging = of((), (), ()).belonging
    np.testing.assert_allclose(belonging[:, OF_GOAL["meaning"]], [1, 0.8, 1])
    np.testing.assert_allclose(belonging[:, OF_GOAL["path"]], [0.4, 0, 0.02])


def test_a_trifle_speaks_within_bounds() -> None:
    found = of((), (), (), trifles=(-40, 2, 1e9)).belonging[:, OF_GOAL["trifle"]]
    assert found.tolist() == [-signs._TRIFLE_BOUND, 2, signs._TRIFLE_BOUND]


def test_one_declaration_makes_a_set_that_declares() -> None:
    assert not of((), (), ()).declares
    assert of((), (), ("a",)).declares


@pytest.mark.parametrize("low_first", [True, False])
def test_a_very_long_chain_of_parents_is_followed(low_first: bool) -> None:
    length = 1_500
    goals = [
        Goal(f"g{n}", "x", (f"g{n + 1}",) if n + 1 < length else ("b",)) for n in range(length)
    ]
    vectors = np.tile(NEAR[1], (length, 1))
    goal_set = GoalSet(
        "",
        (StrategicObjective("a", "a"), StrategicObjective("b", "b")),
        tuple(goals if low_first else reversed(goals)),
    )
    none = np.zeros((length, 2), dtype=np.float32)
    found = signs_of_all(SomeSet(goal_set, vectors, NEAR[[0, 2]], none, none[:, 0]))
    assert (found.choice[:, 1, AT["siblings"]] > found.choice[:, 0, AT["siblings"]]).all()
