"""Fit when an organisation's KPI is the same measure as one of the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from evals.loading.equivalence_set import EquivalenceSet, read_equivalence_set
from service.domain.ports import Embedder
from service.matching.catalogue import Catalogue
from service.matching.equivalence import FEATURES, candidate_pairs

DATASET = Path(__file__).parents[1] / "datasets" / "equivalence" / "train"
#: The threshold is the lowest from which on this share of the proposals is right, so that a
#: reader corrects one in five.
PRECISION = 0.8
#: Strong, because names and documents agree mostly and the labelled pairs are few.
REGULARISATION = 1.0
_FOLDS = 4


def fit_equivalence(catalogue: Catalogue, embedder: Embedder) -> dict[str, Any]:
    """Weights over pairs of a KPI and its nearest candidates.

    The threshold is set on organisations that the model had not seen.
    """
    dataset = read_equivalence_set(DATASET)
    features, same = labelled_pairs(dataset, catalogue, embedder)
    groups = np.repeat(np.unique(dataset.organisations, return_inverse=True)[1], features.shape[1])
    flat, labels = features.reshape(-1, len(FEATURES)), same.ravel()
    model = LogisticRegression(C=REGULARISATION, max_iter=2_000)
    folds = GroupKFold(min(_FOLDS, len(set(dataset.organisations))))
    unseen = cross_val_predict(
        model, flat, labels, groups=groups, cv=folds, method="predict_proba"
    )[:, 1].reshape(same.shape)
    model.fit(flat, labels)
    best = unseen.argmax(axis=1)
    at = np.arange(len(best))
    return {
        "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, model.coef_[0], strict=True)},
        "intercept": round(float(model.intercept_[0]), 4),
        "least_probability": round(_threshold(unseen[at, best], same[at, best]), 4),
    }


def labelled_pairs(
    dataset: EquivalenceSet, catalogue: Catalogue, embedder: Embedder
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Features of the candidates of every KPI, and whether each is the same.

    Returns:
        Shapes (KPIs, candidates, features) and (KPIs, candidates).
    """
    kpis = [replace(kpi, same_as=None) for kpi in dataset.kpis]
    pairs = candidate_pairs(kpis, catalogue, embedder)
    ids = np.array([indicator.id for indicator in catalogue.indicators])
    labels = np.array([kpi.same_as or "" for kpi in dataset.kpis])
    return pairs.features, ids[pairs.rows] == labels[:, None]


def _threshold(probabilities: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The lowest probability from which on enough of the proposals are right."""
    order = np.argsort(-probabilities, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    return float(probabilities[order[enough[-1]]]) if len(enough) else 0.99
