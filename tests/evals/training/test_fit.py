"""What training writes: the same every time, and nothing but what the code reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import service
from evals.training.fit import FITTED, fit
from service.bootstrap import Application
from service.matching import relevance
from service.matching.relevance import FEATURES, KpiKind
from service.recommend.form import FORM
from tests.fakes import FakeEmbedder

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

COMMITTED = tuple(module.WEIGHTS_FILE for module in FITTED)
#: Whatever is fitted now or later stands in one of these.
SHIPPED = sorted(Path(service.__file__).parent.rglob("*.json"))


def test_training_twice_writes_the_same_bytes_and_leaves_the_committed_ones_alone(
    trainee: Application, written: tuple[Path, ...]
) -> None:
    committed = [file.read_bytes() for file in COMMITTED]
    shipped = [file.read_bytes() for file in SHIPPED]
    fit(trainee)
    first = [file.read_bytes() for file in written]
    for file in written:
        file.unlink()
    with Application(trainee.settings, replaced_embedder=FakeEmbedder()) as again:
        fit(again)
    assert [file.read_bytes() for file in written] == first
    assert set(COMMITTED) <= set(SHIPPED)
    assert [file.read_bytes() for file in SHIPPED] == shipped
    fitted = [json.loads(content) for content in first]
    assert {entry["model"] for entry in fitted} == {FakeEmbedder.model}
    assert {entry["library_version"] for entry in fitted} == {trainee.library.version}
    for entry, kept in zip(fitted, committed, strict=True):
        assert_same_shape(entry, json.loads(kept))


def assert_same_shape(fitted: object, committed: object) -> None:
    """The same keys at every depth; lists and numbers may differ in length and value."""
    assert type(fitted) is type(committed) or {type(fitted), type(committed)} <= {int, float}
    if isinstance(fitted, dict) and isinstance(committed, dict):
        assert list(fitted) == list(committed)
        for key in fitted:
            assert_same_shape(fitted[key], committed[key])


def test_the_committed_relevance_is_for_the_features_of_the_code() -> None:
    content = json.loads(relevance.WEIGHTS_FILE.read_text("utf-8"))
    assert set(content) == {"model", "library_version", "relevance", "objective"}
    assert set(content["relevance"]) == set(KpiKind)
    for fitted in content["relevance"].values():
        assert tuple(fitted["weights"]) == FEATURES
        assert set(fitted) == {"weights", "intercept", "least_relevance"}
        assert 0 < fitted["least_relevance"] < 1
    assert set(content["objective"]) == {"weights", "intercept", "least_probability"}


def test_the_committed_parameters_are_for_the_shipped_model(real_application: Application) -> None:
    model = real_application.embedder.model
    for file in COMMITTED:
        assert json.loads(file.read_text("utf-8"))["model"] == model
    weights = json.loads(relevance.WEIGHTS_FILE.read_text("utf-8"))["objective"]["weights"]
    assert len(weights) == real_application.embedder.dimensions + len(FORM) + 2


@pytest.mark.parametrize("kind", list(KpiKind))
def test_only_what_a_catalogue_offers_carries_weight(kind: KpiKind) -> None:
    used = set(relevance.load_relevance_model(kind).used)
    if kind is KpiKind.NAMED:
        assert not used & {"names", "examples"}
    assert "meaning" in used
