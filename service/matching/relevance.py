"""Probability that a KPI serves a text: a logistic model over the features below.

Its weights are fitted on graded judgements and on the library's example objectives
(``evals/training/relevance.py``) and stored beside this module; ``make train`` writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.domain.ports import Rows, Scores, Vectors
from service.matching.catalogue import Catalogue
from service.matching.similarity import best_of, expand, nearness_to_parts, parts_of
from service.matching.surroundings import ALONE, Surroundings

WEIGHTS_FILE = Path(__file__).with_name("relevance.json")

#: meaning: cosine to name and definition.
#: hubness: mean cosine of the KPI to reference objectives; near to everything says little.
#: names: highest cosine to the name or an alias.
#: examples, second_example, mean_example: highest, second highest and mean cosine to objectives
#: that the KPI is known to serve.
#: neighbours: cosine of the text, put as planners usually put it, to name and definition.
#: words: BM25 as a share of the best in the catalogue.
#: subject: words that the objective's subject shares with the name or an alias.
#: parent: how much nearer the KPI is to the goal above than the catalogue is on the average.
#: siblings: highest cosine of the KPI to another objective of the strategy, whose KPI it may be.
FEATURES = (
    "meaning",
    "hubness",
    "names",
    "examples",
    "second_example",
    "mean_example",
    "neighbours",
    "words",
    "subject",
    "parent",
    "siblings",
)

#: float32 of shape (..., len(FEATURES)).
Features = NDArray[np.float32]


class KpiKind(StrEnum):
    """What is known of a KPI, which decides the weights."""

    CURATED = "curated"
    """It has example objectives."""
    NAMED = "named"
    """Name and definition alone."""
    NAMED_IN_STRATEGY = "named_in_strategy"
    """The same, sought for an objective whose strategy is known."""


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

    @property
    def used(self) -> tuple[str, ...]:
        """Names of the features that carry weight."""
        return tuple(name for name, weight in zip(FEATURES, self.weights, strict=True) if weight)

    def log_odds(self, features: Features) -> Scores:
        """Log-odds of relevance, shape (...,) for features of shape (..., features)."""
        odds: Scores = features @ self.weights + np.float32(self.intercept)
        return odds


@dataclass(frozen=True)
class RelevanceModels:
    """A model for each kind of KPI; both give probabilities, so their KPIs can stand in one list.

    Attributes:
        by_kind: All kinds.
    """

    by_kind: Mapping[KpiKind, RelevanceModel]

    def of(self, curated: bool, in_strategy: bool = False) -> RelevanceModel:
        """The model for KPIs with, or without, example objectives.

        Args:
            curated: Whether they have some.
            in_strategy: Whether the strategy around the objective is known.
        """
        if curated:
            return self.by_kind[KpiKind.CURATED]
        return self.by_kind[KpiKind.NAMED_IN_STRATEGY if in_strategy else KpiKind.NAMED]

    def used(self, curated: NDArray[np.bool_], in_strategy: bool = False) -> frozenset[str]:
        """Features that carry weight for some of the KPIs; ``curated`` has shape (n,)."""
        kinds = {bool(kind) for kind in np.unique(curated)}
        return frozenset(name for kind in kinds for name in self.of(kind, in_strategy).used)

    def log_odds(
        self, features: Features, curated: NDArray[np.bool_], in_strategy: bool = False
    ) -> Scores:
        """Log-odds of each KPI by the model of its kind.

        Args:
            features: Shape (..., n, features).
            curated: Which KPIs have example objectives, shape (n,).
            in_strategy: Whether the strategy around the objective is known.
        """
        if curated.all() or not curated.any():
            return self.of(bool(curated.all()), in_strategy).log_odds(features)
        odds: Scores = np.where(
            curated,
            self.of(True, in_strategy).log_odds(features),
            self.of(False, in_strategy).log_odds(features),
        )
        return odds


def load_relevance_models() -> RelevanceModels:
    """The fitted models of all kinds."""
    return RelevanceModels({kind: load_relevance_model(kind) for kind in KpiKind})


def load_relevance_model(kind: KpiKind) -> RelevanceModel:
    """The fitted model for a kind of KPI."""
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
    used: Collection[str] = FEATURES,
    surroundings: Surroundings = ALONE,
) -> Features:
    """Features of texts against KPIs, shape (texts, rows, features).

    Args:
        catalogue: n KPIs.
        vectors: Unit vectors of the texts, shape (t, d); with surroundings those of one objective,
            the whole first and then its parts.
        word_match: BM25 as a share of the best, shape (t, rows).
        subject_match: Overlap of the texts' subjects with names, shape (t, rows).
        rows: The KPIs wanted, shape (r,); None for all.
        used: Features that are wanted; the others are left at 0, as they cost time.
        surroundings: What is known around the texts.
    """
    wanted = np.arange(len(catalogue)) if rows is None else rows
    documents = catalogue.documents[wanted]

    def nearest_name() -> Scores:
        some, positions = parts_of(catalogue.name_owners, wanted)
        return best_of(vectors, catalogue.names[some], positions, len(wanted))

    @cache
    def examples() -> tuple[Scores, Scores, Scores]:
        some, positions = parts_of(catalogue.example_owners, wanted)
        return nearness_to_parts(vectors, catalogue.examples[some], positions, len(wanted))

    columns: dict[str, Callable[[], Scores]] = {
        "meaning": lambda: vectors @ documents.T,
        "hubness": lambda: surroundings.hubness(catalogue)[wanted],
        "names": nearest_name,
        "examples": lambda: examples()[0],
        "second_example": lambda: examples()[1],
        "mean_example": lambda: examples()[2],
        "neighbours": lambda: expand(vectors, catalogue.bank) @ documents.T,
        "words": lambda: word_match,
        "subject": lambda: subject_match,
        "parent": lambda: surroundings.nearness_to_parent(catalogue)[wanted],
        "siblings": lambda: surroundings.nearness_to_others(vectors[0], documents),
    }
    features = np.zeros((len(vectors), len(documents), len(FEATURES)), dtype=np.float32)
    for column, name in enumerate(FEATURES):
        if name in used:
            features[:, :, column] = columns[name]()
    return features


def sigmoid(log_odds: Scores) -> Scores:
    """Probability of log-odds, any shape."""
    probability: Scores = (1 / (1 + np.exp(-log_odds))).astype(np.float32)
    return probability
