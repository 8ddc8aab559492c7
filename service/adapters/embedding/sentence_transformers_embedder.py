"""The reference embedder: sentence-transformers on torch, chosen by a setting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.adapters.embedding.model_files import ModelFiles
from service.adapters.embedding.torch_model import load_torch_model
from service.domain.ports import Progress, Vectors

BATCH_SIZE = 32


class SentenceTransformersEmbedder:
    """Same vectors as ``OnnxEmbedder``, slower to start; the other backend of the setting."""

    def __init__(self, files: ModelFiles) -> None:
        files.verify()
        self.model = f"{files.name}@{files.hash}"
        self._model = load_torch_model(files.directory, files.adapter)
        self.dimensions = self._model.encode("length").shape[-1]

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(texts), BATCH_SIZE):
            rows = by_length[start : start + BATCH_SIZE]
            vectors[rows] = self._model.encode(
                [texts[row] for row in rows],
                batch_size=BATCH_SIZE,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            if on_progress:
                on_progress(min(start + BATCH_SIZE, len(texts)), len(texts))
        return vectors
