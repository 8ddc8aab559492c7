"""Reciprocal rank; its mean over queries is MRR."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """One over the rank of the first relevant document; 0 when none is among the first ``k``.

    Args:
        ranking: Document ids, best first.
        relevant: Ids of the relevant documents.
        k: Depth.
    """
    ranks = (rank for rank, document in enumerate(ranking[:k], start=1) if document in relevant)
    return 1 / next(ranks, float("inf"))
