"""Recall at a depth of a ranking."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Share of the relevant documents among the first ``k``; 0 when nothing is relevant.

    Args:
        ranking: Document ids, best first.
        relevant: Ids of the relevant documents.
        k: Depth. With more relevant documents than this, 1 cannot be reached.
    """
    return sum(document in relevant for document in ranking[:k]) / max(1, len(relevant))
