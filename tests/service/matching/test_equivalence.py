"""Two KPIs that are the same measure under different words."""

from __future__ import annotations

import numpy as np
import pytest

from service.domain.indicator import Indicator, Source, from_library
from service.matching.catalogue import build_catalogue
from service.matching.equivalence import SAME_KPI, equivalents
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import guard_kpi, sound_kpi

CATALOGUE = build_catalogue(
    [
        from_library(sound_kpi()),
        Indicator("own", "Potholes repaired", "Holes filled per road", Source.ORGANISATION),
        from_library(guard_kpi()),
    ],
    FakeEmbedder(),
)


def found(name: str, document: str) -> tuple[str, float]:
    embedder = FakeEmbedder()
    rows, similarities = equivalents(CATALOGUE, embedder.embed([name]), embedder.embed([document]))
    return CATALOGUE.indicators[rows[0]].id, float(similarities[0])


def test_the_same_words_are_the_same_measure() -> None:
    same, similarity = found("Repaired potholes", "repaired potholes: filled holes per road")
    assert same == "own"
    assert similarity == pytest.approx(1.0, abs=1e-5)


def test_an_alias_counts_like_the_name() -> None:
    document = CATALOGUE.indicators[2].document
    same, similarity = found("Granted rebates", document)
    assert same == "discount-share"
    assert similarity == pytest.approx(1.0, abs=1e-5)


def test_name_and_definition_count_by_halves() -> None:
    document = CATALOGUE.indicators[0].document
    _, similarity = found("Zebra", document)
    names = FakeEmbedder().embed(["Zebra"]) @ CATALOGUE.names[:2].T
    assert similarity == pytest.approx((float(names.max()) + 1) / 2, abs=1e-5)


def test_other_measures_stay_below() -> None:
    assert found("Zebra", "Zebras counted at dawn")[1] < SAME_KPI


def test_no_documents() -> None:
    none = np.empty((0, FakeEmbedder.dimensions), dtype=np.float32)
    rows, similarities = equivalents(CATALOGUE, none, none)
    assert rows.shape == similarities.shape == (0,)
