"""A catalogue's vectors, whose they are, and its hash."""

from __future__ import annotations

import numpy as np
import pytest

from service.domain.indicator import Indicator, Source, from_library
from service.matching.catalogue import build_catalogue, content_hash, joined
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import guard_kpi, sound_kpi

OWN = Indicator("own", "Potholes repaired", "Holes filled per road", Source.ORGANISATION)
INDICATORS = [from_library(sound_kpi()), OWN, from_library(guard_kpi())]
CATALOGUE = build_catalogue(INDICATORS, FakeEmbedder())


def test_every_vector_has_its_owner() -> None:
    texts = [
        *(indicator.document for indicator in INDICATORS),
        *(name for indicator in INDICATORS for name in indicator.names),
        *(text for indicator in INDICATORS for text in indicator.example_objectives),
    ]
    np.testing.assert_array_equal(CATALOGUE.vectors, FakeEmbedder().embed(texts))
    assert CATALOGUE.owners.tolist() == [0, 1, 2, 0, 0, 1, 2, 2, *[0] * 5, *[2] * 5]
    assert CATALOGUE.row_of == {"subscriber-loss": 0, "own": 1, "discount-share": 2}
    assert len(CATALOGUE) == 3


def test_the_bank_is_the_own_examples_by_default() -> None:
    np.testing.assert_array_equal(CATALOGUE.bank, CATALOGUE.examples)


def test_a_given_bank_changes_hubness() -> None:
    bank = FakeEmbedder().embed(["Potholes repaired. Holes filled per road"])
    built = build_catalogue(INDICATORS, FakeEmbedder(), bank)
    assert built.hubness[1] == pytest.approx(1.0)
    assert built.bank is bank


def test_documents_without_definition() -> None:
    assert Indicator("a", "Name", "", Source.ORGANISATION).document == "Name"
    assert OWN.document == "Potholes repaired. Holes filled per road"


def test_the_hash_covers_texts_and_order() -> None:
    hashes = {
        content_hash(INDICATORS),
        content_hash(INDICATORS[::-1]),
        content_hash(INDICATORS[:2]),
        content_hash([from_library(sound_kpi(name="Another")), *INDICATORS[1:]]),
        content_hash([from_library(sound_kpi(aliases=[])), *INDICATORS[1:]]),
    }
    assert len(hashes) == 5
    assert content_hash(list(INDICATORS)) == content_hash(tuple(INDICATORS))
    assert all(len(bytes.fromhex(found)) == 6 for found in hashes)


def test_a_few_kpis_join_behind_the_others() -> None:
    embedder = FakeEmbedder()
    base = build_catalogue([from_library(sound_kpi())], embedder)
    more = Indicator("new", "Wolves counted", "Wolves seen", Source.GENERATED)
    whole = joined(base, build_catalogue([more], embedder, base.bank))
    assert [indicator.id for indicator in whole.indicators] == ["subscriber-loss", "new"]
    assert whole.curated.tolist() == [True, False]
    assert whole.examples is base.examples
    assert whole.name_owners.tolist() == [0, 0, 1]
    assert whole.documents.shape == (2, embedder.dimensions)
    assert (whole.documents[:1] == base.documents).all()
    assert len(whole.hubness) == 2
    assert whole.row_of["new"] == 1
