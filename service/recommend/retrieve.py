"""Candidates for an objective: nearest vectors and best word matches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.domain.ports import LexicalIndex, Rows, Scores, VectorIndex
from service.matching.catalogue import Catalogue
from service.matching.subject import SubjectMatcher
from service.recommend.query import Query

#: Vectors asked of the index; several belong to one KPI, so fewer KPIs come out.
NEAREST_VECTORS = 120
#: KPIs taken by shared words.
BEST_WORDS = 20


@dataclass(frozen=True)
class Candidates:
    """KPI rows worth ranking, ascending, and how each matches by words.

    Attributes:
        rows: Shape (c,).
        word_match: BM25 as a share of the best score in the catalogue, shape (parts, c).
        subject_match: How far each is named after the subject of each part, shape (parts, c).
    """

    rows: Rows
    word_match: Scores
    subject_match: Scores


class Retriever:
    """Two views of one catalogue, joined."""

    def __init__(self, catalogue: Catalogue, vectors: VectorIndex, words: LexicalIndex) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._words = words
        self._subjects = SubjectMatcher(catalogue.indicators)

    def candidates(self, query: Query, eligible: Rows | None = None) -> Candidates:
        """The union of the nearest by meaning and the best by words, for all parts.

        Args:
            query: The objective and its parts.
            eligible: When given, these rows are the candidates, near or not: a constraint far
                from the objective's own field would leave few of the nearest.
        """
        scores = np.stack([self._words.scores(text) for text in query.texts])
        subjects = np.stack([self._subjects.match(part.subject) for part in query.parts])
        rows = self._nearest(query, scores) if eligible is None else eligible
        return Candidates(rows, word_match(scores)[:, rows], subjects[:, rows])

    def _nearest(self, query: Query, word_scores: Scores) -> Rows:
        found = []
        for vector, scores in zip(query.vectors, word_scores, strict=True):
            found.append(self._catalogue.owners[self._vectors.nearest(vector, NEAREST_VECTORS)])
            best = min(BEST_WORDS, len(scores))
            matching = np.argpartition(-scores, best - 1)[:best]
            found.append(matching[scores[matching] > 0])
        return np.unique(np.concatenate(found))


def word_match(scores: Scores) -> Scores:
    """BM25 scores, shape (..., n), as shares of the best one in each row."""
    best = scores.max(axis=-1, keepdims=True)
    share: Scores = scores / np.maximum(best, 1e-9)
    return share
