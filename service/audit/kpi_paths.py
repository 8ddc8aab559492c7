"""What joins a goal and an objective through KPIs: the same one, or a chain of drivers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_library.library import KpiLibrary
from service.audit.thresholds import PATH_WORTH_TELLING
from service.domain.ports import Rows, Scores, Vectors
from service.matching.catalogue import Catalogue
from service.matching.drivers import influence, path
from service.matching.relevance import RelevanceModel, features_of, sigmoid

#: KPIs that a text is taken to be about.
KPIS_PER_TEXT = 5
_BLOCK = 512


@dataclass(frozen=True)
class KpiAffinity:
    """The KPIs that each of t texts is about, and how probably; shapes (t, KPIS_PER_TEXT)."""

    rows: Rows
    relevance: Scores


class KpiMap:
    """The library as a map of what drives what."""

    def __init__(self, library: KpiLibrary, catalogue: Catalogue, model: RelevanceModel) -> None:
        self._library = library
        self._catalogue = catalogue
        self._model = model
        self._influence = influence(library)

    def affinity(self, vectors: Vectors) -> KpiAffinity:
        """The KPIs that texts with these unit vectors, shape (t, d), are about."""
        rows, relevance = [], []
        for start in range(0, len(vectors), _BLOCK):
            block = vectors[start : start + _BLOCK]
            # Words and subjects are left out: meaning decides here, and a whole set is read.
            none = np.zeros((len(block), len(self._catalogue)), dtype=np.float32)
            odds = self._model.log_odds(
                features_of(self._catalogue, block, none, none, used=self._model.used)
            )
            best = np.argsort(-odds, axis=1, kind="stable")[:, :KPIS_PER_TEXT]
            rows.append(best)
            relevance.append(sigmoid(np.take_along_axis(odds, best, axis=1)))
        return KpiAffinity(np.concatenate(rows), np.concatenate(relevance))

    def strength(self, goals: KpiAffinity, objectives: KpiAffinity) -> Scores:
        """How much the goals' KPIs drive the objectives', shape (goals, objectives), in [0, 1].

        The strongest single way counts: relevance of the goal's KPI, times influence along
        the driver graph, times relevance of the objective's KPI.
        """
        result = np.zeros((len(goals.rows), len(objectives.rows)), dtype=np.float32)
        for i in range(goals.rows.shape[1]):
            for j in range(objectives.rows.shape[1]):
                way = self._influence[goals.rows[:, i, None], objectives.rows[None, :, j]]
                way = way * goals.relevance[:, i, None] * objectives.relevance[None, :, j]
                np.maximum(result, way, out=result)
        return result

    def strongest_path(
        self, goals: KpiAffinity, goal: int, objectives: KpiAffinity, objective: int
    ) -> tuple[str, ...]:
        """Ids of the KPIs on the strongest way from a goal to an objective; empty if it is weak."""
        ways = (
            self._influence[goals.rows[goal][:, None], objectives.rows[objective][None, :]]
            * goals.relevance[goal][:, None]
            * objectives.relevance[objective][None, :]
        )
        i, j = np.unravel_index(int(ways.argmax()), ways.shape)
        if ways[i, j] < PATH_WORTH_TELLING:
            return ()
        indicators = self._catalogue.indicators
        driver = indicators[int(goals.rows[goal][i])].id
        driven = indicators[int(objectives.rows[objective][j])].id
        return path(self._library, driver, driven)
