"""Candidates for an objective: nearest vectors and best word matches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.domain.objective import Objective
from service.domain.ports import LexicalIndex, Rows, Scores, VectorIndex, Vectors
from service.matching.catalogue import Catalogue
from service.matching.subject import SubjectMatcher
from service.understanding.content import content_of

#: Vectors asked of the index; several belong to one KPI, so fewer KPIs come out.
NEAREST_VECTORS = 120
#: KPIs taken by shared words.
BEST_WORDS = 20


@dataclass(frozen=True)
class Candidates:
    """KPI rows worth ranking, ascending, and how each matches by words.

    Attributes:
        rows: Shape (c,).
        word_match: BM25 as a share of the best score in the catalogue, shape (c,).
        subject_match: How far each is named after the objective's subject, shape (c,).
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

    def candidates(
        self, objective: Objective, vector: Vectors, eligible: Rows | None = None
    ) -> Candidates:
        """The union of the nearest by meaning and the best by words.

        Args:
            objective: As read.
            vector: Unit vector of its content, shape (d,).
            eligible: When given, these rows are the candidates, near or not: a constraint far
                from the objective's own field would leave few of the nearest.
        """
        scores = self._words.scores(content_of(objective))
        rows = self._nearest(vector, scores) if eligible is None else eligible
        subject_match = self._subjects.match(objective.subject)[rows]
        return Candidates(rows, word_match(scores)[rows], subject_match)

    def _nearest(self, vector: Vectors, word_scores: Scores) -> Rows:
        near = self._catalogue.owners[self._vectors.nearest(vector, NEAREST_VECTORS)]
        best = min(BEST_WORDS, len(word_scores))
        matching = np.argpartition(-word_scores, best - 1)[:best]
        return np.union1d(near, matching[word_scores[matching] > 0])


def word_match(scores: Scores) -> Scores:
    """BM25 scores, shape (..., n), as shares of the best one in each row."""
    best = scores.max(axis=-1, keepdims=True)
    share: Scores = scores / np.maximum(best, 1e-9)
    return share
