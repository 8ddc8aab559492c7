"""The same vector to the last bit, whatever shares the batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.adapters.embedding.onnx_embedder import OnnxEmbedder, Tokens
from service.domain.ports import Progress, Vectors

#: Texts of one pass; fewer are filled up. More would not be faster, and dearer for a few texts.
ROWS = 8
#: Widths of a pass are multiples of this many word pieces.
STEP = 6


class RepeatableEmbedder:
    """Embeds in passes of few shapes, for vectors that are kept and mixed with later ones.

    The order in which float32 sums are taken depends on the shape of a pass, and on nothing else
    in it. Here it follows from a text's own length: always ``ROWS`` rows, as wide as the text
    needs. A single text costs as much as a full pass, which is why a lone request does not go
    this way.
    """

    def __init__(self, embedder: OnnxEmbedder) -> None:
        self._embedder = embedder
        self.model = embedder.model
        self.dimensions = embedder.dimensions

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        waiting: dict[int, list[tuple[int, Tokens]]] = {}
        done = 0

        def run(width: int) -> None:
            nonlocal done
            batch = waiting.pop(width)
            vectors[[row for row, _ in batch]] = self._embedder.forward(
                [tokens for _, tokens in batch], ROWS, width
            )
            done += len(batch)
            if on_progress:
                on_progress(done, len(texts))

        for row, tokens in enumerate(self._embedder.tokens(texts)):
            width = -(-len(tokens) // STEP) * STEP
            waiting.setdefault(width, []).append((row, tokens))
            if len(waiting[width]) == ROWS:
                run(width)
        for width in list(waiting):
            run(width)
        return vectors
