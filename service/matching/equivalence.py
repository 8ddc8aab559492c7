"""Whether an organisation's KPI is the same measure as one of the library's, under other words.

Names, definitions, formulas and units are compared; a logistic model weighs them.
Its weights are fitted on labelled catalogues (``evals/training/equivalence.py``) and stored
beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_library.models import Kpi
from service.domain.indicator import Indicator
from service.domain.own_kpi import OwnKpi
from service.domain.ports import Embedder, Progress, Scores, Vectors
from service.matching.catalogue import Catalogue
from service.matching.measure_kind import kind_of_unit, kinds_of
from service.matching.similarity import best_of
from service.understanding.words import content_words, overlap

WEIGHTS_FILE = Path(__file__).with_name("equivalence.json")

#: name: highest cosine of a name or alias to a name or alias.
#: document: cosine of name and definition, or of the name alone where there is no definition.
#: undefined: 1 where the organisation gave no definition, so that ``document`` says less.
#: words: best overlap in words of the names.
#: contained: highest share of the words of a library name that stand in the KPI's name, which may
#: say more: a department, a product.
#: formula: words that the formulas share, against those that two formulas usually share.
#: kind: 1 when both are shares, counts, durations ..., -1 when they cannot be, 0 when unknown.
#: lead: how far the pair is nearer than the KPI's next candidate.
FEATURES = ("name", "document", "undefined", "words", "contained", "formula", "kind", "lead")
#: Library KPIs that are looked at closely for each of the organisation's.
CANDIDATES = 12
#: A definition is compared up to here.
DEFINING_CHARACTERS = 240
_USUAL_FORMULA_OVERLAP = 0.1
#: KPIs whose similarities to the whole library are held at once.
_BLOCK = 1_024


@dataclass(frozen=True)
class Match:
    """The library KPI that is most probably the same measure.

    Attributes:
        own: The organisation's KPI.
        library: The library's.
        probability: That they are the same measure, in [0, 1].
        features: Shape (features,), in the order of ``FEATURES``.
    """

    own: OwnKpi
    library: Kpi
    probability: float
    features: NDArray[np.float32]

    @property
    def accepted(self) -> bool:
        """Whether it is probable enough to be proposed."""
        return self.probability >= float(load_parameters()["least_probability"])


@dataclass(frozen=True)
class Pairs:
    """Pairs worth a close look.

    Attributes:
        rows: Catalogue rows of the candidates of t KPIs, nearest first, shape (t, candidates).
        features: Shape (t, candidates, features).
    """

    rows: NDArray[np.intp]
    features: NDArray[np.float32]


def match(
    kpis: Sequence[OwnKpi],
    catalogue: Catalogue,
    embedder: Embedder,
    on_progress: Progress | None = None,
) -> list[Match]:
    """For each of an organisation's KPIs the library KPI that is most probably the same.

    Args:
        kpis: The organisation's.
        catalogue: The library with its vectors.
        embedder: The model of those vectors.
        on_progress: Called while texts are embedded.
    """
    found = []
    for kpi, (row, probability, features) in zip(
        kpis, _likeliest(kpis, catalogue, embedder, on_progress), strict=True
    ):
        record = catalogue.indicators[row].record
        assert record is not None, "the library's catalogue has records alone"  # noqa: S101
        found.append(Match(kpi, record, probability, features))
    return found


def same_measures(
    kpis: Sequence[OwnKpi], catalogue: Catalogue, embedder: Embedder
) -> list[int | None]:
    """For each KPI the row of any catalogue's KPI that is the same measure, by the same test.

    Args:
        kpis: In their authors' words.
        catalogue: The library's KPIs, an organisation's own, or both.
        embedder: The model of its vectors.
    """
    return [
        row if probability >= float(load_parameters()["least_probability"]) else None
        for row, probability, _ in _likeliest(kpis, catalogue, embedder)
    ]


def _likeliest(
    kpis: Sequence[OwnKpi],
    catalogue: Catalogue,
    embedder: Embedder,
    on_progress: Progress | None = None,
) -> Iterator[tuple[int, float, NDArray[np.float32]]]:
    """For each KPI the row that is most probably the same measure, how probably, and why."""
    if not kpis:
        return
    parameters = load_parameters()
    weights = np.array([parameters["weights"][name] for name in FEATURES], dtype=np.float32)
    pairs = candidate_pairs(kpis, catalogue, embedder, on_progress)
    log_odds = pairs.features @ weights + np.float32(parameters["intercept"])
    for at, column in enumerate(log_odds.argmax(axis=1)):
        probability = 1 / (1 + np.exp(-float(log_odds[at, column])))
        yield int(pairs.rows[at, column]), float(probability), pairs.features[at, column]


def candidate_pairs(
    kpis: Sequence[OwnKpi],
    catalogue: Catalogue,
    embedder: Embedder,
    on_progress: Progress | None = None,
) -> Pairs:
    """The nearest library KPIs of each KPI, with the features of the pairs."""
    texts = [text for kpi in kpis for text in (_document(kpi), kpi.name, *kpi.aliases)]
    vectors = embedder.embed(texts, on_progress)
    starts = np.cumsum([0, *(2 + len(kpi.aliases) for kpi in kpis)])
    blocks = [
        _pairs(
            kpis[first : first + _BLOCK],
            catalogue,
            vectors[starts[first] : starts[min(first + _BLOCK, len(kpis))]],
        )
        for first in range(0, len(kpis), _BLOCK)
    ]
    return Pairs(
        np.concatenate([pairs.rows for pairs in blocks]),
        np.concatenate([pairs.features for pairs in blocks]),
    )


def _pairs(kpis: Sequence[OwnKpi], catalogue: Catalogue, vectors: Vectors) -> Pairs:
    """The same for KPIs of which ``vectors`` holds the document, the name and the aliases."""
    starts = np.cumsum([0, *(2 + len(kpi.aliases) for kpi in kpis)])[:-1]
    is_name = np.ones(len(vectors), dtype=bool)
    is_name[starts] = False
    by_name = best_of(vectors[is_name], catalogue.names, catalogue.name_owners, len(catalogue))
    by_name = np.maximum.reduceat(by_name, starts - np.arange(len(kpis)), axis=0)
    by_document = vectors[starts] @ catalogue.documents.T
    near = by_name + by_document
    count = min(CANDIDATES, len(catalogue))
    rows = np.argsort(-near, axis=1, kind="stable")[:, :count]
    features = np.zeros((len(kpis), count, len(FEATURES)), dtype=np.float32)
    features[:, :, 0] = np.take_along_axis(by_name, rows, axis=1)
    features[:, :, 1] = np.take_along_axis(by_document, rows, axis=1)
    features[:, :, 7] = _lead(np.take_along_axis(near, rows, axis=1))
    for at, kpi in enumerate(kpis):
        features[at, :, 2] = not kpi.definition
        for column, row in enumerate(rows[at]):
            features[at, column, 3:7] = _compare(kpi, catalogue.indicators[int(row)])
    return Pairs(rows, features)


def _document(kpi: OwnKpi) -> str:
    return f"{kpi.name}. {_start(kpi.definition)}" if kpi.definition else kpi.name


def _start(definition: str) -> str:
    """What a definition says first; what follows is about owners, dashboards and exceptions."""
    if len(definition) <= DEFINING_CHARACTERS:
        return definition
    return definition[:DEFINING_CHARACTERS].rpartition(" ")[0]


def _lead(near: Scores) -> Scores:
    """How far each candidate is ahead of the best other one, shape of ``near``."""
    if near.shape[1] < 2:
        return np.zeros_like(near)
    others = np.repeat(near[:, :1], near.shape[1], axis=1)
    others[:, 0] = near[:, 1]
    lead: Scores = near - others
    return lead


def _compare(kpi: OwnKpi, indicator: Indicator) -> tuple[float, float, float, float]:
    known = [content_words(name) for name in indicator.names]
    words = max(
        overlap(content_words(name), other) for name in (kpi.name, *kpi.aliases) for other in known
    )
    said = frozenset().union(*(content_words(name) for name in (kpi.name, *kpi.aliases)))
    contained = max(len(other & said) / len(other) if other else 0.0 for other in known)
    record = indicator.record
    if record is None:
        return words, contained, 0.0, 0.0
    return (
        words,
        contained,
        _formula_match(kpi.formula, record) if kpi.formula else 0.0,
        _agreement(kinds_of(kpi.name, kpi.unit, kpi.formula), kind_of_unit(record.unit)),
    )


def _agreement(first: frozenset[Any], second: frozenset[Any]) -> float:
    if not first & second:
        return -1.0
    return 1.0 if len(first) < 4 and len(second) < 4 else 0.0


def _formula_match(formula: str, record: Kpi) -> float:
    return overlap(content_words(formula.replace("_", " ")), _formula_words(record)) - (
        _USUAL_FORMULA_OVERLAP
    )


@cache
def _formula_words_of(text: str) -> frozenset[str]:
    return content_words(text)


def _formula_words(record: Kpi) -> frozenset[str]:
    meanings = " ".join(variable.meaning for variable in record.formula.variables.values())
    return _formula_words_of(f"{record.formula.expression.replace('_', ' ')} {meanings}")


@cache
def load_parameters(file: Path = WEIGHTS_FILE) -> Mapping[str, Any]:
    """Weights, intercept and threshold as training wrote them."""
    content: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return content
