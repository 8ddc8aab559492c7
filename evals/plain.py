"""What anybody has without Plumbline: the embedding model as published, and word match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.adapters.embedding.model_files import DEFAULT_MODEL, find_model
from service.adapters.embedding.onnx_embedder import OnnxEmbedder
from service.adapters.index.lexical_index import LexicalIndex
from service.bootstrap import Application
from service.domain.indicator import Indicator
from service.domain.ports import Embedder
from service.matching.hubness import hubness

#: Ids, best first; and from a text to them.
Ranking = Sequence[str]
Rank = Callable[[str], Ranking]


def plain_embedder(application: Application) -> Embedder:
    """MiniLM without our adapter; the replaced embedder where a test has put one.

    Args:
        application: Says where exported models lie.
    """
    if application.replaced_embedder:
        return application.replaced_embedder
    return _open(application.settings.models_dir, application.settings.threads)


@lru_cache(maxsize=1)
def _open(models: Path, threads: int) -> Embedder:
    return OnnxEmbedder(find_model(DEFAULT_MODEL, adapted=False), models, threads)


def baselines(
    indicators: Sequence[Indicator], embedder: Embedder, strategy: Sequence[str] = ()
) -> dict[str, Rank]:
    """Plain cosine and plain word match, on name and definition, from a text.

    With a strategy, also cosine corrected for hubness by it.
    """
    documents = [indicator.document for indicator in indicators]
    vectors = embedder.embed(documents)
    words = LexicalIndex(documents)

    def dense(text: str) -> Ranking:
        return in_order(vectors @ embedder.embed([text])[0])

    def bm25(text: str) -> Ranking:
        scores = words.scores(text)
        # A document without a shared word is not found; corpora are often in the order of
        # their queries, so that padding with unmatched documents would reward file order.
        order = (row for row in np.argsort(-scores, kind="stable") if scores[row] > 0)
        return [indicators[row].id for row in order]

    def in_order(scores: NDArray[np.float32]) -> Ranking:
        return [indicators[row].id for row in np.argsort(-scores, kind="stable")]

    systems: dict[str, Rank] = {"dense": dense, "bm25": bm25}
    if strategy:
        hubs = hubness(vectors, embedder.embed(strategy))

        def dense_csls(text: str) -> Ranking:
            return in_order(2 * (vectors @ embedder.embed([text])[0]) - hubs)

        systems["dense_csls"] = dense_csls
    return systems
