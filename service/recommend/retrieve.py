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


@dataclass(frozen=True)
class Matches:
    """A query, and how every KPI of the catalogue matches it by words.

    Attributes:
        query: The objective and its parts.
        word_scores: BM25, shape (parts, n).
        subject_match: How far each is named after the subject of each part, shape (parts, n).
    """

    query: Query
    word_scores: Scores
    subject_match: Scores

    def at(self, rows: Rows) -> Candidates:
        """These KPIs as candidates."""
        return Candidates(rows, word_match(self.word_scores)[:, rows], self.subject_match[:, rows])


class Retriever:
    """Two views of one catalogue, joined."""

    def __init__(self, catalogue: Catalogue, vectors: VectorIndex, words: LexicalIndex) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._words = words
        self._subjects = SubjectMatcher(catalogue.indicators)

    def match(self, query: Query) -> Matches:
        """Compare a query with every KPI by words, once for all that is ranked for it."""
        scores = np.stack([self._words.scores(text) for text in query.texts])
        subjects = np.stack([self._subjects.match(part.subject) for part in query.parts])
        return Matches(query, scores, subjects)

    def candidates(self, matches: Matches) -> Candidates:
        """The union of the nearest by meaning and the best by words, for all parts."""
        found = []
        for vector, scores in zip(matches.query.vectors, matches.word_scores, strict=True):
            found.append(self._catalogue.owners[self._vectors.nearest(vector, NEAREST_VECTORS)])
            best = min(BEST_WORDS, len(scores))
            matching = np.argpartition(-scores, best - 1)[:best]
            found.append(matching[scores[matching] > 0])
        return matches.at(np.unique(np.concatenate(found)))


def word_match(scores: Scores) -> Scores:
    """BM25 scores, shape (..., n), as shares of the best one in each row."""
    best = scores.max(axis=-1, keepdims=True)
    share: Scores = scores / np.maximum(best, 1e-9)
    return share
