"""An embedder that remembers the texts of a catalogue, so that they are not embedded again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.domain.ports import Embedder, Progress, Vectors
from service.matching.catalogue import Catalogue


class RecallingEmbedder:
    """Embeds what is new and recalls the rest."""

    def __init__(self, embedder: Embedder, catalogue: Catalogue) -> None:
        self._embedder = embedder
        texts = [indicator.document for indicator in catalogue.indicators]
        texts += [name for indicator in catalogue.indicators for name in indicator.names]
        texts += [e for indicator in catalogue.indicators for e in indicator.example_objectives]
        self._row_of = {text: row for row, text in enumerate(texts)}
        self._vectors = catalogue.vectors

    @property
    def model(self) -> str:
        """Name and hash of the model."""
        return self._embedder.model

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        new = [text for text in texts if text not in self._row_of]
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        fresh = iter(self._embedder.embed(new, on_progress) if new else ())
        for at, text in enumerate(texts):
            row = self._row_of.get(text)
            vectors[at] = next(fresh) if row is None else self._vectors[row]
        return vectors
