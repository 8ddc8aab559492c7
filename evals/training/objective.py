"""Fit what reads like an objective."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from evals.loading.rows import read_lines
from service.domain.ports import Embedder
from service.matching.catalogue import Catalogue

DATASET = Path(__file__).parents[1] / "datasets" / "abstention"
#: The threshold turns away at most this share of known objectives.
LOST = 0.015


def fit_objective(catalogue: Catalogue, embedder: Embedder) -> dict[str, Any]:
    """A logistic model on the text's own vector.

    The threshold is set on predictions for folds that the model had not seen.
    """
    objectives = embedder.embed([line for _, line in read_lines(DATASET / "objectives_train.txt")])
    others = embedder.embed([line for _, line in read_lines(DATASET / "others_train.txt")])
    vectors = np.concatenate([objectives, others, catalogue.examples])
    labels = np.repeat([True, False, True], [len(objectives), len(others), len(catalogue.examples)])
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=2_000)
    unseen = cross_val_predict(model, vectors, labels, cv=5, method="predict_proba")[:, 1]
    model.fit(vectors, labels)
    return {
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 4),
        "least_probability": round(float(np.quantile(unseen[: len(objectives)], LOST)), 4),
    }
