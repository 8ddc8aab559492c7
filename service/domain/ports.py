"""What the pipelines need from the outside; ``service.adapters`` provides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from service.domain.llm import AnswerT, Call, Reply

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


class Memory(Protocol):
    """Keeps bytes under keys between runs, and may forget."""

    def recall(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under some of the keys."""

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these, in place of what has their keys."""


class VectorIndex(Protocol):
    """Finds the stored vectors nearest to a query."""

    def nearest(self, vector: Vectors, n: int) -> Rows:
        """Rows of at most ``n`` stored vectors with the highest cosine; shape of input (d,)."""


class LexicalIndex(Protocol):
    """Scores stored documents by the words they share with a query."""

    def scores(self, text: str) -> Scores:
        """BM25 score of every document, shape (documents,)."""


class LanguageModel(Protocol):
    """Answers questions in a given form; never raises because of what a provider does."""

    @property
    def name(self) -> str:
        """``provider:model``, as configured."""

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply, or why there is none.

        Args:
            call: The question.
            until: When the reply must be there at the latest, on the clock of
                ``time.monotonic``.
            organisation: Whose budget the call is on.
        """
