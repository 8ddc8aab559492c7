"""Fit what reads like an objective."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from evals.loading.gold_set import read_gold_set
from evals.loading.retrieval_set import read_retrieval_set
from evals.loading.rows import read_texts
from evals.today import TODAY
from service.domain.ports import Scores
from service.recommend.pipeline import Recommender

DATASETS = Path(__file__).parents[1] / "datasets"
TEXTS = DATASETS / "abstention"
#: Objectives that were written for other purposes: in other forms, by other authors.
ORGANISATIONS = (DATASETS / "organisations" / "adapter", DATASETS / "organisations" / "train")
GOLD = DATASETS / "gold" / "train"
#: The threshold turns away at most this share of known objectives.
LOST = 0.025
_FOLDS = 5


def fit_objective(recommender: Recommender) -> dict[str, Any]:
    """A logistic model on what a text says, its form, and what the library has for it.

    The threshold is set on predictions for folds that the model had not seen.
    """
    objectives = _objectives()
    others = read_texts(TEXTS / "others_train.txt")
    signs = _signs(recommender, [*objectives, *others])
    labels = np.arange(len(signs)) < len(objectives)
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=5_000)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    unseen = cross_val_predict(model, signs, labels, cv=folds, method="predict_proba")[:, 1]
    model.fit(signs, labels)
    return {
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
        "intercept": round(float(model.intercept_[0]), 4),
        "least_probability": round(float(np.quantile(unseen[labels], LOST)), 4),
    }


def _objectives() -> list[str]:
    folders = [path for folder in ORGANISATIONS for path in sorted(folder.iterdir())]
    texts = [
        *read_texts(TEXTS / "objectives_train.txt"),
        *(text for folder in folders for text in read_retrieval_set(folder).queries.values()),
        *(objective.text for objective in read_gold_set(GOLD).objectives),
    ]
    return list(dict.fromkeys(texts))


def _signs(recommender: Recommender, texts: Sequence[str]) -> Scores:
    """Shape (texts, signs)."""
    return np.stack([recommender.signs(text, TODAY) for text in texts])
