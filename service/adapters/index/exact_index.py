"""Nearest vectors by exact search in memory."""

from __future__ import annotations

import numpy as np

from service.domain.ports import Rows, Vectors


class ExactIndex:
    """Answers when another process owns the Chroma folder."""

    def __init__(self, vectors: Vectors) -> None:
        """Hold unit vectors of shape (rows, dimensions)."""
        self._vectors = vectors

    def nearest(self, vector: Vectors, n: int) -> Rows:
        """Rows of the ``n`` vectors with the highest cosine to ``vector``, best first."""
        similarities = self._vectors @ vector
        return np.argsort(-similarities, kind="stable")[:n]
