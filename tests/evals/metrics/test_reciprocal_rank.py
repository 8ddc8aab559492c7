"""Reciprocal rank."""

from __future__ import annotations

import pytest

from evals.metrics.reciprocal_rank import reciprocal_rank


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [(["a", "x"], 1.0), (["x", "a", "b"], 0.5), (["x"], 0.0), ([], 0.0)],
)
def test_hand_computed(ranking: list[str], expected: float) -> None:
    assert reciprocal_rank(ranking, {"a", "b"}) == expected


def test_depth_cuts_off() -> None:
    assert reciprocal_rank(["x", "x2", "a"], {"a"}, k=2) == 0.0
