"""Order candidates by relevance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.domain.ports import Vectors
from service.domain.recommendation import ScorePart
from service.matching.catalogue import Catalogue
from service.matching.relevance import (
    FEATURES,
    Features,
    RelevanceModel,
    RelevanceModels,
    features_of,
    sigmoid,
)
from service.recommend.retrieve import Candidates


@dataclass(frozen=True)
class Ranked:
    """One candidate with its relevance and what it is made of.

    Attributes:
        row: In the catalogue.
        relevance: Probability in [0, 1].
        features: Shape (features,), in the order of ``FEATURES``.
        shift: What feedback adds to the log-odds; ``relevance`` includes it.
    """

    row: int
    relevance: float
    features: Features
    shift: float = 0.0


def rank(
    catalogue: Catalogue, models: RelevanceModels, vector: Vectors, candidates: Candidates
) -> list[Ranked]:
    """Candidates, most relevant first; equal ones keep the catalogue's order.

    Args:
        catalogue: Where the candidates come from.
        models: What weighs the features.
        vector: Unit vector of the objective, shape (d,).
        candidates: The KPIs to order.
    """
    curated = catalogue.curated[candidates.rows]
    features = features_of(
        catalogue,
        vector[None, :],
        candidates.word_match[None, :],
        candidates.subject_match[None, :],
        candidates.rows,
        models.used(curated),
    )[0]
    log_odds = models.log_odds(features, curated)
    relevance = sigmoid(log_odds)
    order = np.argsort(-log_odds, kind="stable")
    return [Ranked(int(candidates.rows[i]), float(relevance[i]), features[i]) for i in order]


def score_parts(model: RelevanceModel, features: Features) -> dict[str, ScorePart]:
    """How each feature of one KPI, shape (features,), adds to its log-odds.

    Features that the model does not use are left out.
    """
    return {
        name: ScorePart(
            round(float(value), 4), round(float(weight), 4), round(float(value * weight), 4)
        )
        for name, value, weight in zip(FEATURES, features, model.weights, strict=True)
        if weight
    }
