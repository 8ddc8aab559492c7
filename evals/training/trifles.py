"""Fit what reads like a pet project."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.loading.rows import read_texts
from evals.today import TODAY
from kpi_library.library import KpiLibrary
from service.domain.ports import Embedder, Vectors
from service.understanding.content import content_of
from service.understanding.objective import read_objective

DATASET = Path(__file__).parents[1] / "datasets" / "trifles"
#: So many of the library's example objectives are serious beyond doubt.
EXAMPLES = 1_500
_SEED = 0


def fit_trifles(library: KpiLibrary, embedder: Embedder) -> dict[str, Any]:
    """A logistic model over the embedding: trifles against serious goals that look minor."""
    trifles = read_texts(DATASET / "trifles.txt")
    examples = [text for kpi in library for text in kpi.example_objectives]
    sample = random.Random(_SEED).sample(examples, min(EXAMPLES, len(examples)))
    texts = [*trifles, *read_texts(DATASET / "serious.txt"), *sample]
    labels = np.arange(len(texts)) < len(trifles)
    model = LogisticRegression(C=3.0, max_iter=2_000).fit(_embed(embedder, texts), labels)
    return {
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 4),
    }


def _embed(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    return embedder.embed([content_of(read_objective(text, TODAY)) for text in texts])
