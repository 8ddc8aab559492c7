"""What the pipelines need from the outside; ``service.adapters`` provides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

#: Unit vectors, one a row: float32 of shape (texts, dimensions).
Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]
Rows = NDArray[np.intp]

#: Called with (done, total) while long work runs.
Progress = Callable[[int, int], None]


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def model(self) -> str:
        """Name and hash of the model."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""


class VectorIndex(Protocol):
    """Finds the stored vectors nearest to a query."""

    def nearest(self, vector: Vectors, n: int) -> Rows:
        """Rows of at most ``n`` stored vectors with the highest cosine; shape of input (d,)."""


class LexicalIndex(Protocol):
    """Scores stored documents by the words they share with a query."""

    def scores(self, text: str) -> Scores:
        """BM25 score of every document, shape (documents,)."""
