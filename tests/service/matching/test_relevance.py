"""Features and the fitted weights; their exact values are the trainer's business."""

from __future__ import annotations

import numpy as np
import pytest

from service.domain.indicator import from_library
from service.matching.catalogue import build_catalogue
from service.matching.relevance import (
    FEATURES,
    KpiKind,
    RelevanceModel,
    features_of,
    load_relevance_model,
    sigmoid,
)
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import guard_kpi, sound_kpi

CATALOGUE = build_catalogue([from_library(sound_kpi()), from_library(guard_kpi())], FakeEmbedder())


def test_features_by_definition() -> None:
    vectors = FakeEmbedder().embed(["Subscriber loss", "Sell at full price", "Potholes"])
    words = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], dtype=np.float32)
    features = features_of(CATALOGUE, vectors, words, words + 0.01)
    assert features.shape == (3, 2, len(FEATURES))
    by_name = dict(zip(FEATURES, np.moveaxis(features, -1, 0), strict=True))
    np.testing.assert_allclose(by_name["meaning"], vectors @ CATALOGUE.documents.T, atol=1e-6)
    np.testing.assert_array_equal(by_name["hubness"], np.tile(CATALOGUE.hubness, (3, 1)))
    np.testing.assert_array_equal(by_name["words"], words)
    np.testing.assert_array_equal(by_name["subject"], words + np.float32(0.01))
    assert by_name["names"][0, 0] == pytest.approx(1.0)
    assert by_name["examples"][1, 1] == pytest.approx(1.0)
    assert by_name["names"][0, 1] < 0.9


def test_wanted_rows_are_those_of_all() -> None:
    vectors = FakeEmbedder().embed(["Subscriber loss"])
    words = np.array([[0.1, 0.2]], dtype=np.float32)
    whole = features_of(CATALOGUE, vectors, words, words)
    rows = np.array([1])
    part = features_of(CATALOGUE, vectors, words[:, rows], words[:, rows], rows)
    np.testing.assert_allclose(part, whole[:, rows], atol=1e-6)


def test_what_is_not_used_is_left_at_zero() -> None:
    vectors = FakeEmbedder().embed(["Subscriber loss"])
    words = np.array([[0.1, 0.2]], dtype=np.float32)
    whole = features_of(CATALOGUE, vectors, words, words)
    some = features_of(CATALOGUE, vectors, words, words, used=("meaning", "words"))
    for column, name in enumerate(FEATURES):
        expected = whole[..., column] if name in ("meaning", "words") else np.zeros((1, 2))
        np.testing.assert_array_equal(some[..., column], expected)


def test_used_are_the_features_with_weight() -> None:
    weights = np.zeros(len(FEATURES), dtype=np.float32)
    weights[[0, 5]] = 1
    assert RelevanceModel(weights, 0.0, 0.1).used == (FEATURES[0], FEATURES[5])


def test_log_odds_by_hand() -> None:
    model = RelevanceModel(np.array([1, -2], dtype=np.float32), 0.5, 0.1)
    features = np.array([[[1, 1], [2, 0]]], dtype=np.float32)
    assert model.log_odds(features).tolist() == [[-0.5, 2.5]]


def test_sigmoid() -> None:
    found = sigmoid(np.array([0.0, 2.0, -2.0, 80.0, -80.0], dtype=np.float32))
    assert found.tolist() == pytest.approx([0.5, 0.8808, 0.1192, 1.0, 0.0], abs=1e-4)


@pytest.mark.parametrize("kind", list(KpiKind))
def test_the_fitted_weights_make_sense(kind: KpiKind) -> None:
    model = load_relevance_model(kind)
    weights = dict(zip(FEATURES, model.weights.tolist(), strict=True))
    assert weights.pop("hubness") <= 0
    assert weights.pop("siblings") <= 0
    assert all(weight >= 0 for weight in weights.values())
    assert weights["meaning"] > 0
    assert model.intercept < 0
    assert 0 < model.least_relevance < 0.5


def test_examples_count_only_where_there_are_some() -> None:
    example = FEATURES.index("examples")
    assert load_relevance_model(KpiKind.CURATED).weights[example] > 0
    assert load_relevance_model(KpiKind.NAMED).weights[example] == 0
