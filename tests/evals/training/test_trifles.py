"""Fitting what reads like a pet project."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals.loading.rows import read_texts
from evals.training import trifles as training
from evals.training.trifles import fit_trifles
from kpi_library.library import KpiLibrary, load_library
from service.audit import trifles
from service.audit.trifles import trifle_log_odds
from tests.fakes import FakeEmbedder

TRIFLES = tuple(f"Repaint canteen wall {n}" for n in range(40))
SERIOUS = tuple(f"Shorten payment terms of supplier {n}" for n in range(40))


@pytest.fixture(scope="module")
def library(small_library: Path) -> KpiLibrary:
    return load_library(small_library)


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "trifles.txt").write_text("\n".join(TRIFLES), "utf-8")
    (tmp_path / "serious.txt").write_text("\n".join(SERIOUS), "utf-8")
    monkeypatch.setattr(training, "DATASET", tmp_path)
    return tmp_path


def test_the_fit_tells_trifles_from_serious_goals(
    library: KpiLibrary, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = FakeEmbedder()
    fitted = fit_trifles(library, embedder)
    assert set(fitted) == {"weights", "intercept"}
    assert len(fitted["weights"]) == embedder.dimensions
    file = dataset / "trifles.json"
    file.write_text(json.dumps({"model": embedder.model} | fitted), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(trifles, "WEIGHTS_FILE", file)
        trifles.forget_parameters()
        paint, pay = trifle_log_odds(
            embedder.embed(["Repaint the canteen wall", "Shorten payment terms"]), embedder.model
        )
    trifles.forget_parameters()
    assert paint > 0 > pay


def test_the_same_is_fitted_each_time(library: KpiLibrary, dataset: Path) -> None:
    assert fit_trifles(library, FakeEmbedder()) == fit_trifles(library, FakeEmbedder())


def test_numbers_and_dates_make_no_trifle(library: KpiLibrary, dataset: Path) -> None:
    before = fit_trifles(library, FakeEmbedder())
    dated = "\n".join(f"{text} by June 2027" for text in TRIFLES)
    (dataset / "trifles.txt").write_text(dated, "utf-8")
    after = fit_trifles(library, FakeEmbedder())
    np.testing.assert_allclose(before["weights"], after["weights"], atol=1e-3)


def test_no_text_is_both() -> None:
    folder = Path(training.__file__).parents[1] / "datasets" / "trifles"
    both = [read_texts(folder / name) for name in ("trifles.txt", "serious.txt")]
    assert not set(both[0]) & set(both[1])
    for texts in both:
        assert len(texts) == len(set(texts)) > 100
