"""Vectors of texts that were embedded before, kept between audits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from service.domain.ports import Embedder, Memory, Progress, Vectors

#: Texts that are embedded, then kept, at a time: what an interrupted audit does not lose.
CHUNK = 4_096
_UNIT = 1e-3


class CachingEmbedder:
    """Embeds what is new and recalls the rest.

    No text is kept, only a hash of model and text beside each vector.
    """

    def __init__(self, embedder: Embedder, memory: Memory, backend: str = "") -> None:
        """Wrap an embedder.

        Args:
            embedder: Embeds what is new. A text's vector must not depend on what shares its
                batch, else results would depend on what was cached.
            memory: Where vectors are kept.
            backend: What computes the vectors, where two do for one model.
        """
        self._embedder = embedder
        self._memory = memory
        self._of_model = hashlib.blake2b(f"{backend}\0{embedder.model}\0".encode(), digest_size=16)

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
        row_of = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        keys = [self._key(text) for text in row_of]
        vectors = np.empty((len(row_of), self.dimensions), dtype=np.float32)
        known = self._recall(keys, vectors)
        new = [(row, text) for text, row in row_of.items() if not known[row]]
        recalled = len(texts) - len(new)
        for start in range(0, len(new), CHUNK):
            rows, chunk = zip(*new[start : start + CHUNK], strict=True)
            report = _shifted(on_progress, recalled + start, len(texts))
            vectors[list(rows)] = self._embedder.embed(chunk, report)
            self._memory.keep({keys[row]: vectors[row].astype("<f4").tobytes() for row in rows})
        if on_progress and texts and not new:
            on_progress(len(texts), len(texts))
        return vectors[[row_of[text] for text in texts]]

    def _key(self, text: str) -> bytes:
        digest = self._of_model.copy()
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def _recall(self, keys: Sequence[bytes], vectors: Vectors) -> NDArray[np.bool_]:
        """Fill in what is kept; returns which rows, shape (keys,)."""
        found = self._memory.recall(keys)
        known = np.zeros(len(keys), dtype=bool)
        for row, key in enumerate(keys):
            content = found.get(key)
            if content is not None and len(content) == 4 * self.dimensions:
                vectors[row] = np.frombuffer(content, dtype="<f4")
                known[row] = True
        # A damaged vector must not decide anything.
        known[known] = np.abs(np.linalg.norm(vectors[known], axis=1) - 1) < _UNIT
        return known


def _shifted(on_progress: Progress | None, done_before: int, total: int) -> Progress | None:
    if on_progress is None:
        return None
    report = on_progress
    return lambda done, _: report(done_before + done, total)
