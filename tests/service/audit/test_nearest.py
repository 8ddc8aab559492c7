"""The nearest of each row, against a plain computation."""

from __future__ import annotations

import numpy as np
import pytest

from service.audit import blocks
from service.audit.nearest import MOST_PARTNERS, nearest, pairs_of
from service.domain.ports import Rows, Vectors


def some(count: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize("count", [1, 2, 20, 26, 90])
@pytest.mark.parametrize("cells", [50, 2**24])
def test_the_nearest_of_all(count: int, cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "CELLS", cells)
    vectors = some(count)
    found = nearest(vectors)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    expected = np.sort(similarities, axis=1)[:, ::-1][:, : min(MOST_PARTNERS, count)]
    np.testing.assert_allclose(found.cosine, expected, atol=1e-6)
    np.testing.assert_allclose(
        np.take_along_axis(similarities, found.rows, axis=1), found.cosine, atol=1e-6
    )


@pytest.mark.parametrize("among", [[], [3], [0, 5, 7, 31], list(range(40))])
def test_among_some(among: list[int]) -> None:
    vectors, rows = some(40), np.array(among, dtype=np.intp)
    found = nearest(vectors, rows)
    assert set(found.rows.ravel().tolist()) <= set(among)
    assert found.rows.shape == (40, min(MOST_PARTNERS, len(among)))
    for row in range(40):
        others = [other for other in among if other != row]
        best = max((float(vectors[row] @ vectors[other]) for other in others), default=-np.inf)
        if found.cosine.size:
            assert found.cosine[row, 0] == pytest.approx(best, abs=1e-6)


def test_pairs_once_each_with_their_cosine() -> None:
    vectors = some(60)
    pairs = pairs_of(nearest(vectors))
    ends: list[tuple[int, int]] = list(
        zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    )
    assert len(set(ends)) == len(ends)
    assert all(first < second for first, second in ends)
    expected = [float(vectors[first] @ vectors[second]) for first, second in ends]
    np.testing.assert_allclose(pairs.cosine, expected, atol=1e-6)
    wanted: Rows = nearest(vectors).rows
    assert all((min(r, p), max(r, p)) in set(ends) for r in range(60) for p in wanted[r].tolist())
