"""Known texts are recalled, new ones embedded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.adapters.embedding.recalling_embedder import RecallingEmbedder
from service.domain.indicator import from_library
from service.domain.ports import Progress, Vectors
from service.matching.catalogue import build_catalogue
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import guard_kpi, sound_kpi


class CountingEmbedder(FakeEmbedder):
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        self.asked += texts
        return super().embed(texts, on_progress)


def test_only_new_texts_are_embedded_and_all_vectors_are_right() -> None:
    known = [from_library(sound_kpi()), from_library(guard_kpi())]
    catalogue = build_catalogue(known, FakeEmbedder())
    counting = CountingEmbedder()
    recalling = RecallingEmbedder(counting, catalogue)
    texts = [known[1].document, "New text", known[0].name, known[0].example_objectives[2], "Newer"]
    vectors = recalling.embed(texts)
    assert counting.asked == ["New text", "Newer"]
    np.testing.assert_allclose(vectors, FakeEmbedder().embed(texts), atol=1e-6)
    assert (recalling.model, recalling.dimensions) == (counting.model, counting.dimensions)


def test_nothing_new_asks_nobody() -> None:
    counting = CountingEmbedder()
    catalogue = build_catalogue([from_library(sound_kpi())], FakeEmbedder())
    assert RecallingEmbedder(counting, catalogue).embed([sound_kpi().name]).shape == (1, 64)
    assert counting.asked == []
