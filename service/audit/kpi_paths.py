"""What joins a goal and an objective through KPIs: the same one, or a chain of drivers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kpi_library.library import KpiLibrary
from service.audit.thresholds import PATH_WORTH_TELLING
from service.domain.ports import Memory, Rows, Scores, Vectors
from service.matching.catalogue import Catalogue, content_hash
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
    """The library as a map of what drives what.

    Args:
        library: Its driver graph.
        catalogue: Its KPIs with their vectors.
        model: How probably a KPI serves a text.
        memory: Keeps which KPIs a text is about between audits, under a hash of its vector.
    """

    def __init__(
        self,
        library: KpiLibrary,
        catalogue: Catalogue,
        model: RelevanceModel,
        memory: Memory | None = None,
    ) -> None:
        self._library = library
        self._catalogue = catalogue
        self._model = model
        self._influence = influence(library)
        self._memory = memory

    def affinity(self, vectors: Vectors) -> KpiAffinity:
        """The KPIs that texts with these unit vectors, shape (t, d), are about."""
        most = min(KPIS_PER_TEXT, len(self._catalogue))
        rows = np.zeros((len(vectors), most), dtype=np.intp)
        relevance = np.zeros((len(vectors), most), dtype=np.float32)
        keys = self._keys(vectors)
        new = self._recall(keys, rows, relevance)
        for start in range(0, len(new), _BLOCK):
            block = new[start : start + _BLOCK]
            rows[block], relevance[block] = self._affinity(vectors[block], most)
        if self._memory is not None:
            self._memory.keep({keys[row]: _packed(rows[row], relevance[row]) for row in new})
        return KpiAffinity(rows, relevance)

    def _affinity(self, vectors: Vectors, most: int) -> tuple[Rows, Scores]:
        # Words and subjects are left out: meaning decides here, and a whole set is read.
        none = np.zeros((len(vectors), len(self._catalogue)), dtype=np.float32)
        odds = self._model.log_odds(
            features_of(self._catalogue, vectors, none, none, used=self._model.used)
        )
        best = np.argsort(-odds, axis=1, kind="stable")[:, :most]
        return best, sigmoid(np.take_along_axis(odds, best, axis=1))

    def _keys(self, vectors: Vectors) -> list[bytes]:
        """Hashes of all that an affinity comes from; none without a memory."""
        if self._memory is None:
            return []
        keys = []
        for vector in vectors:
            digest = self._origin.copy()
            digest.update(vector.tobytes())
            keys.append(digest.digest())
        return keys

    @cached_property
    def _origin(self) -> hashlib.blake2b:
        known = hashlib.blake2b(content_hash(self._catalogue.indicators).encode(), digest_size=16)
        known.update(self._model.weights.tobytes() + np.float64(self._model.intercept).tobytes())
        return known

    def _recall(self, keys: Sequence[bytes], rows: Rows, relevance: Scores) -> Rows:
        """Fill in what is kept; returns the rows that are not."""
        found = self._memory.recall(keys) if self._memory is not None else {}
        new = []
        for at in range(len(rows)):
            content = found.get(keys[at]) if keys else None
            if content is None or not _unpack(
                content, rows[at], relevance[at], len(self._catalogue)
            ):
                new.append(at)
        return np.array(new, dtype=np.intp)

    def strength(self, goals: KpiAffinity, objectives: KpiAffinity) -> Scores:
        """How much the goals' KPIs drive the objectives', shape (goals, objectives), in [0, 1].

        The strongest single way counts: relevance of the goal's KPI, times influence along
        the driver graph, times relevance of the objective's KPI.
        """
        upon = (self._influence[:, objectives.rows] * objectives.relevance).max(axis=-1)
        result = np.zeros((len(goals.rows), len(objectives.rows)), dtype=np.float32)
        for i in range(goals.rows.shape[1]):
            way = upon[goals.rows[:, i]] * goals.relevance[:, i, None]
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


def _packed(rows: Rows, relevance: Scores) -> bytes:
    return rows.astype("<i4").tobytes() + relevance.astype("<f4").tobytes()


def _unpack(content: bytes, rows: Rows, relevance: Scores, kpis: int) -> bool:
    """Fill in what was packed; false for what cannot have been."""
    size = 4 * len(rows)
    if len(content) != 2 * size:
        return False
    rows[:] = np.frombuffer(content[:size], dtype="<i4")
    relevance[:] = np.frombuffer(content[size:], dtype="<f4")
    return bool(((rows >= 0) & (rows < kpis)).all() and ((relevance >= 0) & (relevance <= 1)).all())
