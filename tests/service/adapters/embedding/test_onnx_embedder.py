"""The exported model against its original, and against itself in other company."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kpi_library.library import KpiLibrary
from service.adapters.embedding.model_files import DEFAULT_MODEL, find_model
from service.adapters.embedding.onnx_embedder import MAX_TOKENS, OnnxEmbedder
from service.bootstrap import Application
from service.domain.ports import Embedder
from service.errors import ModelUnavailable

# " up" is one word piece, and two more stand around every text.
WORDS_IN_ALL = MAX_TOKENS - 2


@pytest.fixture(scope="module")
def embedder(real_application: Application) -> Embedder:
    return real_application.embedder


@pytest.fixture(scope="module")
def texts(library: KpiLibrary) -> list[str]:
    """200 objectives of every domain."""
    every = [text for kpi in library for text in kpi.example_objectives]
    return every[:: len(every) // 200][:200]


@pytest.fixture
def models(data_dir: Path, tmp_path: Path) -> Path:
    """A models folder of its own that holds the shared export."""
    shutil.copytree(data_dir / "models", tmp_path / "models", copy_function=os.link)
    return tmp_path / "models"


def test_parity_with_sentence_transformers(embedder: Embedder, texts: list[str]) -> None:
    # Imported here because it brings torch, for which every worker would wait on collection.
    from service.adapters.embedding.sentence_transformers_embedder import (
        SentenceTransformersEmbedder,
    )

    long = "We want to win back clients who left, " * 60
    varied = [*texts, "", " ", "KPI", "Größe 30 % → 50 %", "客户", "🚀", long]
    reference = SentenceTransformersEmbedder(find_model(DEFAULT_MODEL))
    assert reference.dimensions == embedder.dimensions
    assert reference.model == embedder.model
    # The reference cuts where its own files say, so it is told to cut at the same length.
    reference._model.max_seq_length = MAX_TOKENS
    cosines = np.sum(embedder.embed(varied) * reference.embed(varied), axis=1)
    assert cosines.min() >= 0.9999


def test_vectors_are_unit_vectors(embedder: Embedder, texts: list[str]) -> None:
    vectors = embedder.embed(texts)
    assert vectors.shape == (200, embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_text_keeps_its_vector_in_any_company(embedder: Embedder, texts: list[str]) -> None:
    text = "Reduce customer churn by a third"
    alone = embedder.embed([text])[0]
    for company in (texts[:3], texts[:31], texts[:60], ["a"] * 7, ["long " * 300]):
        for place in (0, len(company) // 2, len(company)):
            together = embedder.embed([*company[:place], text, *company[place:]])[place]
            np.testing.assert_allclose(together, alone, atol=1e-6)


def test_order_is_that_of_the_texts(embedder: Embedder, texts: list[str]) -> None:
    np.testing.assert_allclose(
        embedder.embed(texts[39::-1]), embedder.embed(texts[:40])[::-1], atol=1e-6
    )


def test_a_long_text_is_cut_at_256_tokens(embedder: Embedder) -> None:
    full = " ".join(["up"] * (WORDS_IN_ALL - 1) + ["cheese"])
    beyond, other_end = full + " cheese strategy", full.replace("cheese", "strategy")
    early = " ".join(["up"] * 126)
    vectors = embedder.embed([full, beyond, other_end, early])
    np.testing.assert_allclose(vectors[1], vectors[0], atol=1e-6)
    assert not np.allclose(vectors[2], vectors[0], atol=1e-3)
    assert not np.allclose(vectors[3], vectors[0], atol=1e-3)


def test_no_texts(embedder: Embedder) -> None:
    calls: list[tuple[int, int]] = []
    vectors = embedder.embed([], lambda *seen: calls.append(seen))
    assert vectors.shape == (0, embedder.dimensions)
    assert calls == []


def test_progress_reaches_the_end(embedder: Embedder, texts: list[str]) -> None:
    calls: list[tuple[int, int]] = []
    embedder.embed(texts[:70], lambda *seen: calls.append(seen))
    assert calls == [(32, 70), (64, 70), (70, 70)]


def test_a_partial_export_left_by_a_crash_does_not_disturb(models: Path) -> None:
    (complete,) = models.iterdir()
    half = models / f"{complete.name}.4242.partial"
    half.mkdir()
    (half / "model.onnx").write_bytes(b"half a graph")
    vectors = OnnxEmbedder(find_model(DEFAULT_MODEL), models).embed(["Raise revenue"])
    assert vectors.shape == (1, 384)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_export_says_what_to_delete(models: Path, name: str) -> None:
    (folder,) = models.iterdir()
    content = (folder / name).read_bytes()
    (folder / name).unlink()  # it is a link to the shared file
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelUnavailable, match="is damaged, delete that folder") as raised:
        OnnxEmbedder(find_model(DEFAULT_MODEL), models)
    assert str(folder) in str(raised.value)


def test_an_export_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = tmp_path / "python"
    failing.write_text("#!/bin/sh\necho no space left on device >&2\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(failing))
    files = find_model(DEFAULT_MODEL)
    with pytest.raises(ModelUnavailable, match="cannot be exported to ONNX:\nno space left"):
        OnnxEmbedder(files, tmp_path / "models")
    assert not (tmp_path / "models" / files.hash).exists()


def test_an_existing_export_is_used_without_the_weights(models: Path, tmp_path: Path) -> None:
    default = find_model(DEFAULT_MODEL)
    elsewhere = replace(default, directory=tmp_path / "gone")
    assert OnnxEmbedder(elsewhere, models).embed(["Raise revenue"]).shape == (1, 384)


def test_recommending_imports_neither_torch_nor_transformers(data_dir: Path) -> None:
    code = (
        "import json, sys\n"
        "from datetime import date\n"
        "from service.bootstrap import Application\n"
        "from service.domain.recommendation import RecommendationRequest\n"
        "from service.settings import read_settings\n"
        "with Application(read_settings()) as application:\n"
        "    request = RecommendationRequest('Reduce customer churn', date(2026, 11, 23))\n"
        "    answer = application.recommender.recommend(request)\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'}\n"
        "print(json.dumps([answer.kpis[0].indicator.id, sorted(heavy & sys.modules.keys())]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PLUMBLINE_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, imported = json.loads(done.stdout)
    assert first == "customer-churn-rate"
    assert imported == []
