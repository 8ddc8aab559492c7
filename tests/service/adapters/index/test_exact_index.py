"""Exact search."""

from __future__ import annotations

import numpy as np

from service.adapters.index.exact_index import ExactIndex
from tests.service.adapters.index.vectors import unit_vectors


def test_nearest_by_hand() -> None:
    vectors = np.array([[1, 0], [0, 1], [-1, 0], [0.6, 0.8]], dtype=np.float32)
    index = ExactIndex(vectors)
    query = np.array([1, 0], dtype=np.float32)
    assert index.nearest(query, 3).tolist() == [0, 3, 1]
    assert index.nearest(query, 99).tolist() == [0, 3, 1, 2]


def test_equal_vectors_keep_their_order() -> None:
    vectors = np.repeat(unit_vectors(1), 5, axis=0)
    assert ExactIndex(vectors).nearest(vectors[0], 3).tolist() == [0, 1, 2]


def test_every_vector_finds_itself() -> None:
    vectors = unit_vectors(100)
    index = ExactIndex(vectors)
    assert [int(index.nearest(vector, 1)[0]) for vector in vectors] == list(range(100))
