"""What a tutorial would write: SentenceTransformer.encode and a Chroma query, same model.

It runs in a process of its own, because production has no torch beside it: torch's threads
would slow down whatever is measured in the same process.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings
from sentence_transformers import SentenceTransformer

ANSWERS = 6


class Tutorial:
    """KPI documents in a collection, asked by an objective's own text."""

    def __init__(self, model: Path, documents: Sequence[str]) -> None:
        self._model = SentenceTransformer(str(model), device="cpu")
        client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        self._collection = client.get_or_create_collection("tutorial", embedding_function=None)
        self._collection.upsert(
            ids=[str(row) for row in range(len(documents))],
            documents=list(documents),
            embeddings=self._model.encode(list(documents), show_progress_bar=False),
        )

    def answer(self, text: str) -> object:
        """The nearest documents with their texts."""
        vector = self._model.encode([text], show_progress_bar=False)
        return self._collection.query(query_embeddings=vector, n_results=ANSWERS)


_tutorial: list[Tutorial] = []


def prepare(model: Path, documents: Sequence[str]) -> None:
    """Build the collection once in this process."""
    _tutorial.append(Tutorial(model, documents))


def seconds(texts: Sequence[str]) -> list[float]:
    """How long each answer takes, after one that is not counted."""
    (tutorial,) = _tutorial
    tutorial.answer(texts[0])
    taken = []
    for text in texts:
        start = time.perf_counter()
        tutorial.answer(text)
        taken.append(time.perf_counter() - start)
    return taken
