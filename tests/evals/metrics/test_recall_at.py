"""Recall at a depth."""

from __future__ import annotations

from evals.metrics.recall_at import recall_at


def test_hand_computed() -> None:
    assert recall_at(["a", "x", "b", "c"], {"a", "b", "c", "d"}, k=3) == 0.5


def test_nothing_relevant_is_zero() -> None:
    assert recall_at(["a"], {}) == 0.0
