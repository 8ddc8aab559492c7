"""A catalogue of KPIs with the vectors and statistics that matching needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from service.domain.indicator import Indicator
from service.domain.ports import Embedder, Progress, Rows, Scores, Vectors
from service.matching.hubness import hubness


@dataclass(frozen=True)
class Catalogue:
    """KPIs and their vectors, immutable.

    Attributes:
        indicators: n KPIs.
        documents: Unit vectors of name and definition, shape (n, d).
        names: Unit vectors of names and aliases, shape (a, d).
        name_owners: Row of the KPI that each name belongs to, ascending, shape (a,).
        examples: Unit vectors of all example objectives, shape (m, d).
        example_owners: Row of the KPI that each example belongs to, ascending, shape (m,).
        bank: Unit vectors of reference objectives, shape (b, d).
        hubness: Of each document against the bank, shape (n,).
    """

    indicators: tuple[Indicator, ...]
    documents: Vectors
    names: Vectors
    name_owners: Rows
    examples: Vectors
    example_owners: Rows
    bank: Vectors
    hubness: Scores

    def __len__(self) -> int:
        return len(self.indicators)

    @cached_property
    def vectors(self) -> Vectors:
        """Documents, names, examples: what the vector index holds, shape (n + a + m, d)."""
        return np.concatenate([self.documents, self.names, self.examples])

    @cached_property
    def owners(self) -> Rows:
        """KPI row of each row of ``vectors``, shape (n + a + m,)."""
        own = np.arange(len(self), dtype=np.intp)
        return np.concatenate([own, self.name_owners, self.example_owners])

    @cached_property
    def curated(self) -> NDArray[np.bool_]:
        """Which KPIs have example objectives, shape (n,)."""
        found = np.zeros(len(self), dtype=bool)
        found[self.example_owners] = True
        return found

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each KPI by id, and by the library's id of the same measure."""
        rows = list(enumerate(self.indicators))
        same = {indicator.record.id: row for row, indicator in reversed(rows) if indicator.record}
        return same | {indicator.id: row for row, indicator in rows}

    def rows_of(self, kpis: Iterable[str]) -> Rows:
        """Rows of the KPIs with these ids, ascending; ids that it does not have are left out."""
        known = {self.row_of[kpi] for kpi in kpis if kpi in self.row_of}
        return np.array(sorted(known), dtype=np.intp)


def build_catalogue(
    indicators: Sequence[Indicator],
    embedder: Embedder,
    bank: Vectors | None = None,
    on_progress: Progress | None = None,
) -> Catalogue:
    """Embed a catalogue.

    Args:
        indicators: The KPIs.
        embedder: Turns their texts into vectors.
        bank: Reference objectives, shape (b, d); None for the catalogue's own example
            objectives, which then do not count for their own KPI's hubness.
        on_progress: Called while texts are embedded.
    """
    documents = [indicator.document for indicator in indicators]
    names, name_owners = _with_owners([indicator.names for indicator in indicators])
    examples, example_owners = _with_owners([i.example_objectives for i in indicators])
    vectors = embedder.embed([*documents, *names, *examples], on_progress)
    first, second = len(documents), len(documents) + len(names)
    if bank is None:
        bank = vectors[second:]
        hubs = hubness(vectors[:first], bank, excluded=example_owners)
    else:
        hubs = hubness(vectors[:first], bank)
    return Catalogue(
        indicators=tuple(indicators),
        documents=vectors[:first],
        names=vectors[first:second],
        name_owners=name_owners,
        examples=vectors[second:],
        example_owners=example_owners,
        bank=bank,
        hubness=hubs,
    )


def joined(catalogue: Catalogue, more: Catalogue) -> Catalogue:
    """The KPIs of both, those of ``catalogue`` in the rows that they have there.

    Costs a few milliseconds for a library, as the vectors of its example objectives, which are
    the most, are shared.

    Args:
        catalogue: Many KPIs.
        more: A few without example objectives, measured against the same bank.
    """
    count = len(catalogue)
    return replace(
        catalogue,
        indicators=(*catalogue.indicators, *more.indicators),
        documents=np.concatenate([catalogue.documents, more.documents]),
        names=np.concatenate([catalogue.names, more.names]),
        name_owners=np.concatenate([catalogue.name_owners, more.name_owners + count]),
        hubness=np.concatenate([catalogue.hubness, more.hubness]),
    )


def _with_owners(texts: Sequence[Sequence[str]]) -> tuple[list[str], Rows]:
    """All texts in one list, and the row that each came from."""
    owners = [row for row, of_row in enumerate(texts) for _ in of_row]
    return [text for of_row in texts for text in of_row], np.array(owners, dtype=np.intp)


def content_hash(indicators: Sequence[Indicator]) -> str:
    """First 12 hex digits of the SHA-256 of all texts that are embedded."""
    texts = [[i.id, i.document, i.names, i.example_objectives] for i in indicators]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:12]
