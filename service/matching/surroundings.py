"""What is known around an objective: the goal above it and the strategy that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.domain.ports import Scores, Vectors
from service.matching.catalogue import Catalogue
from service.matching.hubness import hubness

#: An objective of the strategy this near is the one that is asked about.
SAME_OBJECTIVE = 0.999


@dataclass(frozen=True)
class Strategy:
    """The organisation's objectives against a catalogue of n KPIs.

    Attributes:
        vectors: Of the objectives, with or without the one that is asked about, shape (s, d).
        hubness: How near each KPI is to all of them, shape (n,).
    """

    vectors: Vectors
    hubness: Scores


def strategy_against(catalogue: Catalogue, vectors: Vectors) -> Strategy:
    """Measure hubness by the organisation's own objectives, shape (s, d).

    They tell it better than those of the library do. Curated KPIs keep the latter, by which their
    weights were fitted.
    """
    own = hubness(catalogue.documents, vectors)
    return Strategy(vectors, np.where(catalogue.curated, catalogue.hubness, own))


@dataclass(frozen=True)
class Surroundings:
    """What is known around an objective.

    Attributes:
        strategy: None when unknown.
        parent: Unit vector of the goal above, shape (d,); None when unknown.
    """

    strategy: Strategy | None = None
    parent: Vectors | None = None

    def hubness(self, catalogue: Catalogue) -> Scores:
        """Of each KPI, shape (n,)."""
        return self.strategy.hubness if self.strategy else catalogue.hubness

    def nearness_to_parent(self, catalogue: Catalogue) -> Scores:
        """Cosine of each KPI to the goal above, less the mean of all, shape (n,)."""
        if self.parent is None:
            return np.zeros(len(catalogue), dtype=np.float32)
        cosines: Scores = catalogue.documents @ self.parent
        centred: Scores = cosines - cosines.mean()
        return centred

    def nearness_to_others(self, objective: Vectors, documents: Vectors) -> Scores:
        """Highest cosine of documents (n, d) to objectives other than this one (d,).

        Returns:
            Shape (n,).
        """
        others = self.strategy.vectors if self.strategy else np.empty((0, len(objective)))
        others = others[others @ objective < SAME_OBJECTIVE]
        if not len(others):
            return np.zeros(len(documents), dtype=np.float32)
        nearest: Scores = (others @ documents.T).max(axis=0)
        return nearest


ALONE = Surroundings()
