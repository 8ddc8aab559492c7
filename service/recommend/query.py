"""An objective as retrieval and ranking see it: the whole, and each part of a compound one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from service.domain.objective import Objective
from service.domain.ports import Embedder, Vectors
from service.matching.surroundings import ALONE, Surroundings
from service.understanding.content import content_of
from service.understanding.facets import facets_of
from service.understanding.objective import read_objective

#: How far the vector of a part leans towards that of the whole.
TOWARDS_WHOLE = 1.5


@dataclass(frozen=True)
class Query:
    """What KPIs are sought for.

    Attributes:
        objective: As read.
        facets: The parts of a compound objective, none of a plain one.
        parts: The whole objective, then its parts, as read.
        texts: What each of these is about.
        vectors: Unit vectors of the texts, shape (1 + facets, d).
        surroundings: What is known around the objective.
    """

    objective: Objective
    facets: tuple[str, ...]
    parts: tuple[Objective, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    surroundings: Surroundings = ALONE

    @property
    def vector(self) -> Vectors:
        """Unit vector of the whole, shape (d,)."""
        whole: Vectors = self.vectors[0]
        return whole


def query_for(
    objective: Objective, embedder: Embedder, today: date, surroundings: Surroundings = ALONE
) -> Query:
    """Take an objective apart and embed it.

    A part alone has lost what it is about ("... while keeping cost down"), so its vector leans
    towards the whole.
    """
    facets = facets_of(objective.text)
    parts = (objective, *(read_objective(facet, today) for facet in facets))
    texts = tuple(content_of(part) for part in parts)
    vectors = embedder.embed(texts)
    if facets:
        leaning = vectors[1:] + TOWARDS_WHOLE * vectors[0]
        vectors[1:] = leaning / np.linalg.norm(leaning, axis=1, keepdims=True)
    return Query(objective, facets, parts, texts, vectors, surroundings)


def reworded(query: Query, wordings: Sequence[str], embedder: Embedder, today: date) -> Query:
    """The same objective in other words beside its own, each seen as a part of it."""
    read = tuple(read_objective(wording, today) for wording in wordings)
    texts = tuple(content_of(part) for part in read)
    return replace(
        query,
        parts=query.parts + read,
        texts=query.texts + texts,
        vectors=np.concatenate([query.vectors, embedder.embed(texts)]),
    )
