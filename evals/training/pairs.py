"""Pairs of an objective and what it should be near to, for training the embedding model."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.loading.retrieval_set import RetrievalSet
from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi

BATCH, DOMAINS = 48, 3
#: Which share of the library's pairs is with name and definition, and with a name alone; the rest
#: is with another objective.
WITH_DOCUMENT, WITH_NAME = 0.6, 0.15
#: How much of a batch of organisations is of two of them, so that near misses are among the
#: negatives; the rest is of the library, so that what was learned there is kept.
ORGANISATIONS, OF_LIBRARY = 2, 0.25
#: Which share of an organisation's indicators that have a definition stand without it: catalogues
#: without definitions are common.
NAME_ALONE = 0.3


@dataclass(frozen=True)
class Batch:
    """Objectives beside their partners.

    Attributes:
        objectives: b texts.
        partners: What each should be near to, b texts.
        also_right: Partners of others that fit an objective too and are no negatives for it,
            shape (b, b), False on the diagonal.
    """

    objectives: tuple[str, ...]
    partners: tuple[str, ...]
    also_right: NDArray[np.bool_]


class LibraryPairs:
    """An example objective with its KPI's name and definition, a name, or another objective.

    Two thirds of a batch come from a few domains, so that near misses are among the negatives,
    and no KPI stands twice in a batch.
    """

    def __init__(self, library: KpiLibrary, seed: int) -> None:
        self._random = random.Random(seed)
        self._kpis = list(library)
        self._by_domain = {
            domain: [kpi for kpi in library if kpi.domain == domain] for domain in library.domains
        }
        self._left: dict[str, list[str]] = {}
        self.objectives = sum(len(kpi.example_objectives) for kpi in library)

    def batch(self, size: int = BATCH) -> Batch:
        """The next pairs; each of a KPI's objectives comes before any comes again."""
        pairs = list(self._pairs(size))
        objectives, partners = zip(*pairs, strict=True)
        return Batch(objectives, partners, np.zeros((len(pairs), len(pairs)), dtype=bool))

    def _pairs(self, size: int) -> Iterator[tuple[str, str]]:
        domains = self._random.sample(list(self._by_domain), min(DOMAINS, len(self._by_domain)))
        near = [kpi for domain in domains for kpi in self._by_domain[domain]]
        chosen = self._random.sample(near, min(len(near), size * 2 // 3))
        taken = {kpi.id for kpi in chosen}
        others = [kpi for kpi in self._kpis if kpi.id not in taken]
        chosen += self._random.sample(others, min(len(others), size - len(chosen)))
        for kpi in chosen:
            objective = self._objective(kpi)
            yield objective, self._partner(kpi, objective)

    def _objective(self, kpi: Kpi) -> str:
        left = self._left.setdefault(kpi.id, [])
        if not left:
            left += self._random.sample(kpi.example_objectives, len(kpi.example_objectives))
        return left.pop()

    def _partner(self, kpi: Kpi, objective: str) -> str:
        kind = self._random.random()
        if kind < WITH_DOCUMENT:
            return f"{kpi.name}. {kpi.definition}"
        if kind < WITH_DOCUMENT + WITH_NAME:
            return self._random.choice((kpi.name, *kpi.aliases))
        others = [text for text in kpi.example_objectives if text != objective]
        return self._random.choice(others)


#: What fits an objective, its text, and one indicator of these.
_Pair = tuple[frozenset[tuple[int, str]], str, tuple[int, str]]


class OrganisationPairs:
    """An organisation's objective with one of the indicators chosen for it."""

    def __init__(
        self, organisations: Sequence[RetrievalSet], library: LibraryPairs, seed: int
    ) -> None:
        self._random = random.Random(seed)
        self._organisations = list(organisations)
        self._library = library
        self._left: list[int] = []
        self.objectives = sum(len(organisation.queries) for organisation in organisations)

    def batch(self) -> Batch:
        """Pairs of two organisations, with some of the library."""
        own = BATCH - round(BATCH * OF_LIBRARY)
        pairs = [
            pair for _ in range(ORGANISATIONS) for pair in self._pairs_of_next(own // ORGANISATIONS)
        ]
        rest = self._library.batch(BATCH - len(pairs))
        right = np.zeros((BATCH, BATCH), dtype=bool)
        for row, (gains, _, _) in enumerate(pairs):
            for column, (_, _, document) in enumerate(pairs):
                right[row, column] = row != column and document in gains
        return Batch(
            (*(objective for _, objective, _ in pairs), *rest.objectives),
            (*(self._text(document) for _, _, document in pairs), *rest.partners),
            right,
        )

    def _pairs_of_next(
        self, count: int
    ) -> Iterator[tuple[frozenset[tuple[int, str]], str, tuple[int, str]]]:
        if not self._left:
            self._left = self._random.sample(
                range(len(self._organisations)), len(self._organisations)
            )
        at = self._left.pop()
        organisation = self._organisations[at]
        for query in self._random.sample(list(organisation.queries), count):
            gains = frozenset((at, document) for document in organisation.gains[query])
            yield gains, organisation.queries[query], self._random.choice(sorted(gains))

    def _text(self, document: tuple[int, str]) -> str:
        at, wanted = document
        indicator = next(i for i in self._organisations[at].indicators if i.id == wanted)
        alone = self._random.random() < NAME_ALONE
        return indicator.name if alone else indicator.document
