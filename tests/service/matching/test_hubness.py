"""Hubness against cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from service.matching.hubness import LEAST_NEIGHBOURS, hubness
from tests.service.adapters.index.vectors import unit_vectors


def at(*cosines: float) -> np.ndarray:
    """Unit vectors in the plane with these cosines to (1, 0)."""
    return np.array([[c, (1 - c * c) ** 0.5] for c in cosines], dtype=np.float32)


def test_a_small_bank_counts_whole() -> None:
    bank = at(1.0, 0.5, 0.0)
    found = hubness(at(1.0, 0.0), bank)
    assert found.tolist() == pytest.approx([0.5, (0 + 0.75**0.5 + 1) / 3])


def test_only_the_nearest_of_a_large_bank_count() -> None:
    bank = at(*([0.9] * 5 + [0.7] * 5 + [0.1] * 90))
    assert LEAST_NEIGHBOURS == 10
    assert hubness(at(1.0), bank).tolist() == pytest.approx([0.8])


def test_a_twentieth_of_a_very_large_bank_counts() -> None:
    bank = at(*([0.9] * 10 + [0.7] * 10 + [0.1] * 380))
    assert hubness(at(1.0), bank).tolist() == pytest.approx([0.8])


def test_own_examples_do_not_count() -> None:
    bank = at(*([1.0] * 5 + [0.5] * 10 + [0.1] * 10))
    excluded = np.array([0] * 5 + [1] * 10 + [-1] * 10)
    found = hubness(at(1.0, 1.0), bank, excluded)
    # The first loses its five best; the second keeps them but loses the ten that follow.
    assert found.tolist() == pytest.approx([0.5, (5 * 1.0 + 5 * 0.1) / 10])


def test_an_empty_bank_gives_zeros() -> None:
    found = hubness(unit_vectors(3), np.empty((0, 32), dtype=np.float32))
    assert found.tolist() == [0.0, 0.0, 0.0]


def test_blocks_do_not_show() -> None:
    documents, bank = unit_vectors(1500), unit_vectors(300, seed=1)
    excluded = np.arange(300) * 4
    whole = hubness(documents, bank, excluded)
    apart = np.concatenate(
        [
            hubness(documents[[n]], bank, np.where(excluded == n, 0, -1))
            for n in (0, 1023, 1024, 1196, 1499)
        ]
    )
    np.testing.assert_allclose(whole[[0, 1023, 1024, 1196, 1499]], apart, atol=1e-6)
