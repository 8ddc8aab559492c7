"""What is known around an objective."""

from __future__ import annotations

import numpy as np
import pytest

from service.domain.indicator import Indicator, Source, from_library
from service.matching.catalogue import build_catalogue
from service.matching.relevance import FEATURES, features_of
from service.matching.surroundings import ALONE, Surroundings, strategy_against
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import sound_kpi

OWN = Indicator("own", "Potholes repaired", "Holes filled per road", Source.ORGANISATION)
BARE = Indicator("bare", "Turtles hatched", "", Source.ORGANISATION)
CATALOGUE = build_catalogue([from_library(sound_kpi()), OWN, BARE], FakeEmbedder())
STRATEGY = FakeEmbedder().embed(["Potholes repaired", "Roads", "Turtles hatched"])


def test_without_surroundings_the_library_speaks() -> None:
    assert ALONE.hubness(CATALOGUE) is CATALOGUE.hubness
    assert not ALONE.nearness_to_parent(CATALOGUE).any()
    assert not ALONE.nearness_to_others(STRATEGY[0], CATALOGUE.documents).any()


def test_own_objectives_measure_the_hubness_of_own_kpis_alone() -> None:
    strategy = strategy_against(CATALOGUE, STRATEGY)
    assert strategy.hubness[0] == CATALOGUE.hubness[0]
    own = np.sort(STRATEGY @ CATALOGUE.documents[1]).mean()
    assert strategy.hubness[1] == pytest.approx(float(own), abs=1e-6)


def test_the_goal_above_counts_beside_the_mean() -> None:
    above = Surroundings(parent=CATALOGUE.documents[1])
    nearness = above.nearness_to_parent(CATALOGUE)
    assert nearness.argmax() == 1
    assert nearness.sum() == pytest.approx(0.0, abs=1e-5)


def test_the_objective_itself_is_no_sibling() -> None:
    around = Surroundings(strategy_against(CATALOGUE, STRATEGY))
    nearness = around.nearness_to_others(STRATEGY[2], CATALOGUE.documents)
    expected = (STRATEGY[:2] @ CATALOGUE.documents.T).max(axis=0)
    assert nearness == pytest.approx(expected)


def test_the_parts_of_an_objective_have_the_siblings_of_the_whole() -> None:
    around = Surroundings(strategy_against(CATALOGUE, STRATEGY))
    nothing = np.zeros((2, len(CATALOGUE)), dtype=np.float32)
    part = FakeEmbedder().embed(["Turtles"])
    whole_and_part = np.concatenate([STRATEGY[2:], part])
    found = features_of(CATALOGUE, whole_and_part, nothing, nothing, surroundings=around)
    siblings = found[:, :, FEATURES.index("siblings")]
    assert siblings[1].tolist() == siblings[0].tolist()
