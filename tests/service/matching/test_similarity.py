"""Best part of a KPI, and a text put in planners' words."""

from __future__ import annotations

import numpy as np
import pytest

from service.matching.similarity import (
    EXPANSION_NEIGHBOURS,
    EXPANSION_SHARPNESS,
    best_of,
    expand,
    nearness_to_parts,
    parts_of,
)
from tests.service.adapters.index.vectors import unit_vectors

AXES = np.eye(4, dtype=np.float32)
SLANT = np.array([[0.6, 0.8, 0, 0]], dtype=np.float32)


def test_best_of_by_hand() -> None:
    owners = np.array([0, 0, 2, 3])
    assert best_of(SLANT, AXES, owners, 5).tolist() == [[pytest.approx(0.8), 0.0, 0.0, 0.0, 0.0]]
    assert best_of(AXES[:2], AXES, np.array([0, 1, 1, 1]), 2).tolist() == [[1, 0], [0, 1]]


def test_best_of_can_be_negative() -> None:
    assert best_of(-AXES[:1], AXES[:1], np.array([0]), 2).tolist() == [[-1.0, 0.0]]


def test_best_of_nothing() -> None:
    none = np.empty((0, 4), dtype=np.float32)
    assert best_of(SLANT, none, np.empty(0, dtype=np.intp), 3).tolist() == [[0, 0, 0]]


def test_nearness_to_parts_by_hand() -> None:
    best, second, mean = nearness_to_parts(SLANT, AXES, np.array([0, 0, 0, 2]), 4)
    np.testing.assert_allclose(best, [[0.8, 0, 0, 0]], atol=1e-6)
    np.testing.assert_allclose(second, [[0.6, 0, 0, 0]], atol=1e-6)
    np.testing.assert_allclose(mean, [[1.4 / 3, 0, 0, 0]], atol=1e-6)


def test_nearness_leaves_a_part_out() -> None:
    owners = np.array([0, 0, 1, 1])
    best, second, mean = nearness_to_parts(SLANT, AXES, owners, 2, left_out=np.array([1]))
    np.testing.assert_allclose(best, [[0.6, 0]], atol=1e-6)
    np.testing.assert_allclose(second, [[0, 0]], atol=1e-6)
    np.testing.assert_allclose(mean, [[0.6, 0]], atol=1e-6)


def test_nearness_to_nothing() -> None:
    none = np.empty((0, 4), dtype=np.float32)
    for found in nearness_to_parts(SLANT, none, np.empty(0, dtype=np.intp), 3):
        assert found.tolist() == [[0, 0, 0]]


def test_expand_by_hand() -> None:
    found = expand(SLANT, AXES[:2])
    weights = np.exp(EXPANSION_SHARPNESS * np.array([0.6, 0.8]))
    expected = weights / np.linalg.norm(weights)
    np.testing.assert_allclose(found, [[*expected, 0, 0]], rtol=1e-5)


def test_expand_takes_only_the_nearest() -> None:
    near, far = np.repeat(AXES[:1], EXPANSION_NEIGHBOURS, axis=0), AXES[1:]
    np.testing.assert_allclose(expand(AXES[:1], np.concatenate([far, near])), AXES[:1], atol=1e-6)


def test_expand_leaves_bank_rows_out() -> None:
    excluded = np.array([[False, True, False, False]])
    bank = np.concatenate([AXES, np.repeat(AXES[:1], EXPANSION_NEIGHBOURS, axis=0)])
    excluded = np.concatenate([excluded, np.zeros((1, EXPANSION_NEIGHBOURS), dtype=bool)], axis=1)
    assert expand(SLANT, bank, excluded)[0, 1] == pytest.approx(0.0, abs=1e-6)
    assert expand(SLANT, bank)[0, 1] > 0.1


def test_expand_gives_unit_vectors_and_repeats() -> None:
    texts, bank = unit_vectors(20), unit_vectors(100, seed=1)
    found = expand(texts, bank)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(found, expand(texts, bank))


def test_expand_without_a_bank() -> None:
    none = np.empty((0, 4), dtype=np.float32)
    np.testing.assert_array_equal(expand(SLANT, none), SLANT)


def test_parts_of_some_kpis_are_found_in_their_order() -> None:
    owners = np.array([0, 0, 2, 2, 2, 3])
    rows, positions = parts_of(owners, np.array([0, 1, 3]))
    assert rows.tolist() == [0, 1, 5]
    assert positions.tolist() == [0, 0, 2]
    everything, own = parts_of(owners, np.arange(4))
    assert everything.tolist() == list(range(6))
    assert own.tolist() == owners.tolist()
