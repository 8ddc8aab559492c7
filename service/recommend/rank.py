"""Order candidates by relevance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

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
from service.recommend.query import Query
from service.recommend.retrieve import Candidates

#: Relevance is this far from 0 and 1, so that it has log-odds.
_LEAST = 1e-9


@dataclass(frozen=True)
class Ranked:
    """One candidate with its relevance and what it is made of.

    Attributes:
        row: In the catalogue.
        relevance: Probability in [0, 1]: that of the whole objective, or of the part of it that
            the KPI serves best.
        features: Shape (features,), in the order of ``FEATURES``, of the same.
        by_facet: Relevance to each part of a compound objective; empty for a plain one.
        shift: What feedback adds to the log-odds; ``relevance`` includes it.
        reworded: What a language model's words for the objective add to them; likewise.
        vote: What its vote on the KPI adds to them; likewise.
    """

    row: int
    relevance: float
    features: Features
    by_facet: tuple[float, ...] = ()
    shift: float = 0.0
    reworded: float = 0.0
    vote: float = 0.0

    @property
    def log_odds(self) -> float:
        """Of the relevance."""
        probability = float(np.clip(self.relevance, _LEAST, 1 - _LEAST))
        return float(np.log(probability / (1 - probability)))

    def moved(self, by: float) -> Self:
        """The same with its relevance moved by this much log-odds."""
        if not by:
            return self
        return replace(self, relevance=float(1 / (1 + np.exp(-self.log_odds - by))))


def rank(
    catalogue: Catalogue, models: RelevanceModels, query: Query, candidates: Candidates
) -> list[Ranked]:
    """Candidates, most relevant first; equal ones keep the catalogue's order.

    Args:
        catalogue: Where the candidates come from.
        models: What weighs the features.
        query: The objective and its parts.
        candidates: The KPIs to order.
    """
    curated = catalogue.curated[candidates.rows]
    in_strategy = query.surroundings.strategy is not None
    features = features_of(
        catalogue,
        query.vectors,
        candidates.word_match,
        candidates.subject_match,
        candidates.rows,
        models.used(curated, in_strategy),
        query.surroundings,
    )
    log_odds = models.log_odds(features, curated, in_strategy)
    relevance = sigmoid(log_odds)
    served = log_odds.argmax(axis=0)
    order = np.argsort(-log_odds.max(axis=0), kind="stable")
    return [
        Ranked(
            int(candidates.rows[i]),
            float(relevance[served[i], i]),
            features[served[i], i],
            tuple(map(float, relevance[1:, i])),
        )
        for i in order
    ]


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


def shift_part(name: str, shift: float, strength: float) -> dict[str, ScorePart]:
    """A shift as part of the score; nothing when there is none.

    Args:
        name: Of the part.
        shift: In log-odds.
        strength: What a single voice moves at most.
    """
    if not shift:
        return {}
    return {name: ScorePart(round(shift / strength, 4), strength, round(shift, 4))}
