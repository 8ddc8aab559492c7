"""To the last bit, on the real model."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kpi_library.library import KpiLibrary
from service.adapters.embedding.onnx_embedder import MAX_TOKENS, OnnxEmbedder
from service.adapters.embedding.repeatable_embedder import RepeatableEmbedder
from service.bootstrap import Application


@pytest.fixture(scope="module")
def plain(real_application: Application) -> OnnxEmbedder:
    assert isinstance(real_application.embedder, OnnxEmbedder)
    return real_application.embedder


@pytest.fixture(scope="module")
def texts(library: KpiLibrary) -> list[str]:
    every = [text for kpi in library for text in kpi.example_objectives]
    return [*every[:: len(every) // 150][:150], "", "客户", "win back clients " * MAX_TOKENS]


def test_any_company_gives_the_same_bits(plain: OnnxEmbedder, texts: list[str]) -> None:
    embedder = RepeatableEmbedder(plain)
    together = dict(zip(texts, embedder.embed(texts), strict=True))
    for seed, size in enumerate((1, 2, 17, 60)):
        some = random.Random(seed).sample(texts, size)
        for text, vector in zip(some, embedder.embed(some), strict=True):
            assert vector.tobytes() == together[text].tobytes(), text


def test_they_are_the_vectors_of_the_plain_embedder(plain: OnnxEmbedder, texts: list[str]) -> None:
    embedder = RepeatableEmbedder(plain)
    np.testing.assert_allclose(embedder.embed(texts), plain.embed(texts), atol=1e-6)
    assert (embedder.model, embedder.dimensions) == (plain.model, plain.dimensions)


def test_progress_reaches_the_end(plain: OnnxEmbedder, texts: list[str]) -> None:
    calls: list[tuple[int, int]] = []
    RepeatableEmbedder(plain).embed(texts, lambda *seen: calls.append(seen))
    assert calls == sorted(calls)
    assert calls[-1] == (len(texts), len(texts))


def test_no_texts(plain: OnnxEmbedder) -> None:
    assert RepeatableEmbedder(plain).embed([]).shape == (0, plain.dimensions)
