"""Stand-ins for what talks to the outside."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from service.domain.ports import Progress, Vectors

_WORD = re.compile(r"[^\W_]+")


class FakeEmbedder:
    """Embeds a text as its bag of words, hashed: texts that share words are near."""

    model = "fake@000000000000"
    dimensions = 64

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.lower()) or [""]:
                number = zlib.crc32(word.encode())
                vectors[row, number % self.dimensions] += 1.0 if number & 0x10000 else -1.0
            if not vectors[row].any():
                vectors[row, 0] = 1.0
            vectors[row] /= np.linalg.norm(vectors[row])
        if on_progress:
            on_progress(len(texts), len(texts))
        return vectors
