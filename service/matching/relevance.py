"""Probability that a KPI serves a text: a logistic model over seven features.

Its weights are fitted on the library's own example objectives and stored beside this module;
``make train`` writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.domain.ports import Rows, Scores, Vectors
from service.matching.catalogue import Catalogue
from service.matching.similarity import best_of, expand

WEIGHTS_FILE = Path(__file__).with_name("relevance.json")

#: meaning: cosine to name and definition.
#: hubness: mean cosine of the KPI to reference objectives; near to everything says little.
#: names: highest cosine to the name or an alias.
#: examples: highest cosine to an objective that the KPI is known to serve.
#: neighbours: cosine of the text, put as planners usually put it, to name and definition.
#: words: BM25 as a share of the best in the catalogue.
#: subject: words that the objective's subject shares with the name or an alias.
FEATURES = ("meaning", "hubness", "names", "examples", "neighbours", "words", "subject")

#: float32 of shape (..., len(FEATURES)).
Features = NDArray[np.float32]


class CatalogueKind(StrEnum):
    """What is known of a catalogue's KPIs, which decides the weights."""

    CURATED = "curated"
    """Every KPI has example objectives."""
    NAMED = "named"
    """Name and definition alone."""


@dataclass(frozen=True)
class RelevanceModel:
    """``log-odds = intercept + weights . features``.

    Attributes:
        weights: Shape (features,), in the order of ``FEATURES``; 0 for one that is not used.
        intercept: Log-odds when all features are 0.
        least_relevance: Below this probability a KPI is not worth offering.
    """

    weights: NDArray[np.float32]
    intercept: float
    least_relevance: float

    def log_odds(self, features: Features) -> Scores:
        """Log-odds of relevance, shape (...,) for features of shape (..., features)."""
        odds: Scores = features @ self.weights + np.float32(self.intercept)
        return odds


def load_relevance_model(kind: CatalogueKind) -> RelevanceModel:
    """The fitted model for a kind of catalogue."""
    fitted = load_parameters()["relevance"][kind.value]
    return RelevanceModel(
        np.array([fitted["weights"][name] for name in FEATURES], dtype=np.float32),
        fitted["intercept"],
        fitted["least_relevance"],
    )


@cache
def load_parameters(file: Path = WEIGHTS_FILE) -> Mapping[str, Any]:
    """Everything that training wrote."""
    content: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def features_of(
    catalogue: Catalogue,
    vectors: Vectors,
    word_match: Scores,
    subject_match: Scores,
    rows: Rows | None = None,
) -> Features:
    """Features of texts against KPIs, shape (texts, rows, features).

    Args:
        catalogue: n KPIs.
        vectors: Unit vectors of the texts, shape (t, d).
        word_match: BM25 as a share of the best, shape (t, rows).
        subject_match: Overlap of the texts' subjects with names, shape (t, rows).
        rows: The KPIs wanted, shape (r,); None for all.
    """
    wanted = slice(None) if rows is None else rows
    kpis = len(catalogue)
    documents = catalogue.documents[wanted]
    meaning = vectors @ documents.T
    return np.stack(
        [
            meaning,
            np.broadcast_to(catalogue.hubness[wanted], meaning.shape),
            best_of(vectors, catalogue.names, catalogue.name_owners, kpis)[:, wanted],
            best_of(vectors, catalogue.examples, catalogue.example_owners, kpis)[:, wanted],
            expand(vectors, catalogue.bank) @ documents.T,
            word_match,
            subject_match,
        ],
        axis=-1,
    )


def sigmoid(log_odds: Scores) -> Scores:
    """Probability of log-odds, any shape."""
    probability: Scores = 1 / (1 + np.exp(-log_odds))
    return probability
