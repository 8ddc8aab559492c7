"""Two KPIs that are the same measure under different words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from service.domain.indicator import from_library, from_own
from service.domain.own_kpi import OwnKpi
from service.matching import equivalence
from service.matching.catalogue import build_catalogue
from service.matching.equivalence import (
    FEATURES,
    candidate_pairs,
    load_parameters,
    match,
    same_measures,
)
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import formula, guard_kpi, sound_kpi

REPAIRS = sound_kpi(
    id="potholes-repaired",
    name="Potholes repaired",
    aliases=["Road holes filled", "Carriageway repairs"],
    definition="Holes filled in roads of the city within a month, counted when sealed.",
    formula=formula("holes_filled", 5.0, holes_filled=(5.0, "count")),
    unit="count",
    direction="higher",
)
CATALOGUE = build_catalogue(
    [from_library(sound_kpi()), from_library(guard_kpi()), from_library(REPAIRS)], FakeEmbedder()
)


def features(kpi: OwnKpi) -> dict[str, float]:
    """Of the pair with the potholes."""
    pairs = candidate_pairs([kpi], CATALOGUE, FakeEmbedder())
    at = int(np.flatnonzero(pairs.rows[0] == 2)[0])
    return dict(zip(FEATURES, pairs.features[0, at].tolist(), strict=True))


def test_names_and_aliases_of_both_are_compared() -> None:
    assert features(OwnKpi("1", "Repaired potholes"))["name"] == pytest.approx(1, abs=1e-5)
    assert features(OwnKpi("1", "filled road holes"))["name"] == pytest.approx(1, abs=1e-5)
    other = OwnKpi("1", "Zebra", aliases=("Lion", "carriageway repairs"))
    assert features(other)["name"] == pytest.approx(1, abs=1e-5)
    assert features(other)["words"] == 1
    assert features(OwnKpi("1", "Zebra"))["words"] == 0


def test_definitions_are_compared_where_there_is_one() -> None:
    told = features(OwnKpi("1", REPAIRS.name, REPAIRS.definition))
    assert told["document"] == pytest.approx(1, abs=1e-5)
    assert told["undefined"] == 0
    assert features(OwnKpi("1", REPAIRS.name))["undefined"] == 1


def test_formulas_and_units_are_compared() -> None:
    bare = features(OwnKpi("1", "Potholes repaired"))
    assert (bare["formula"], bare["kind"]) == (0, 0)
    alike = OwnKpi("1", "Potholes repaired", "", "holes filled", "#")
    told = features(alike)
    assert told["formula"] > 0
    assert told["kind"] == 1
    told = features(replace(alike, formula="money / hour", unit="%"))
    assert told["formula"] < 0
    assert told["kind"] == -1


def test_the_lead_over_the_next() -> None:
    pairs = candidate_pairs([OwnKpi("1", "Potholes repaired")], CATALOGUE, FakeEmbedder())
    near = pairs.features[0, :, 0] + pairs.features[0, :, 1]
    lead = pairs.features[0, :, FEATURES.index("lead")]
    assert lead[0] == pytest.approx(near[0] - near[1], abs=1e-5)
    assert lead[1:] == pytest.approx(near[1:] - near[0], abs=1e-5)


def test_the_most_probable_is_returned_in_order_of_the_file() -> None:
    found = match(
        [OwnKpi("a", "Rebates granted"), OwnKpi("b", "Subscriber loss")], CATALOGUE, FakeEmbedder()
    )
    assert [each.library.id for each in found] == ["discount-share", "subscriber-loss"]
    assert [each.own.id for each in found] == ["a", "b"]
    assert all(0 <= each.probability <= 1 for each in found)


def test_blocks_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    kpis = [OwnKpi(str(n), name, aliases=("x",) * (n % 3)) for n, name in enumerate("abcdefg")]
    whole = candidate_pairs(kpis, CATALOGUE, FakeEmbedder())
    monkeypatch.setattr(equivalence, "_BLOCK", 2)
    parts = candidate_pairs(kpis, CATALOGUE, FakeEmbedder())
    np.testing.assert_array_equal(parts.rows, whole.rows)
    np.testing.assert_allclose(parts.features, whole.features, atol=1e-6)


def test_no_kpis() -> None:
    assert match([], CATALOGUE, FakeEmbedder()) == []


def test_the_fitted_weights_make_sense() -> None:
    parameters = load_parameters()
    weights = parameters["weights"]
    assert set(weights) == set(FEATURES)
    for feature in ("name", "document", "words", "kind"):
        assert weights[feature] > 0, feature
    assert parameters["intercept"] < 0
    assert 0 < parameters["least_probability"] < 1


def test_any_catalogue_is_searched_for_the_same_measure() -> None:
    own = from_own(OwnKpi("w", "Wolves counted", "Wolves seen by rangers in a year."))
    catalogue = build_catalogue([*CATALOGUE.indicators, own], FakeEmbedder())
    same = same_measures(
        [
            OwnKpi("1", REPAIRS.name, REPAIRS.definition),
            OwnKpi("2", "Counted wolves", "Wolves seen by rangers in a year."),
            OwnKpi("3", "Bread baked", "Loaves that leave the oven."),
        ],
        catalogue,
        FakeEmbedder(),
    )
    assert same == [2, 3, None]
