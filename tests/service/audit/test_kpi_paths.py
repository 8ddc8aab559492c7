"""Ways from a goal's KPIs to an objective's, along the driver graph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kpi_library.library import KpiLibrary
from service.audit.kpi_paths import KPIS_PER_TEXT, KpiAffinity, KpiMap
from service.bootstrap import Application
from service.domain.indicator import from_library
from service.matching.catalogue import build_catalogue
from service.matching.drivers import DECAY
from service.matching.relevance import KpiKind, load_relevance_model
from tests.fakes import FakeEmbedder, FakeMemory
from tests.kpi_library.kpis import driver_graph

#: c drives b, b drives a; d stands alone.
LIBRARY = driver_graph(a="b", b="c", c="", d="")
ROWS = {kpi.id: row for row, kpi in enumerate(LIBRARY)}


def map_of(library: KpiLibrary) -> KpiMap:
    catalogue = build_catalogue([from_library(kpi) for kpi in library], FakeEmbedder())
    return KpiMap(library, catalogue, load_relevance_model(KpiKind.CURATED))


def about(*texts: dict[str, float]) -> KpiAffinity:
    """Texts that are about these KPIs of ``LIBRARY``, with these probabilities."""
    rows = np.array([[ROWS[kpi] for kpi in text] for text in texts], dtype=np.intp)
    return KpiAffinity(rows, np.array([list(text.values()) for text in texts], dtype=np.float32))


@pytest.mark.parametrize(
    ("goal", "objective", "strength", "path"),
    [
        ({"a": 1.0}, {"a": 1.0}, 1.0, ("a",)),
        ({"b": 1.0}, {"a": 1.0}, DECAY, ("b", "a")),
        ({"c": 1.0}, {"a": 0.5}, DECAY**2 / 2, ("c", "b", "a")),
        ({"c": 0.5}, {"a": 0.5}, DECAY**2 / 4, ()),  # too weak to be told as a reason
        ({"a": 1.0}, {"c": 1.0}, 0.0, ()),
        ({"d": 1.0}, {"a": 1.0}, 0.0, ()),
        ({"d": 1.0, "c": 0.4}, {"b": 1.0, "a": 1.0}, DECAY * 0.4, ("c", "b")),
        ({"a": 0.2, "b": 0.9}, {"a": 1.0, "d": 1.0}, 0.9 * DECAY, ("b", "a")),
        ({"a": 0.9, "b": 0.2}, {"a": 1.0, "d": 1.0}, 0.9, ("a",)),
    ],
)
def test_the_strongest_way_counts(
    goal: dict[str, float], objective: dict[str, float], strength: float, path: tuple[str, ...]
) -> None:
    kpi_map, goals, objectives = map_of(LIBRARY), about(goal), about(objective)
    assert kpi_map.strength(goals, objectives)[0, 0] == pytest.approx(strength)
    assert kpi_map.strongest_path(goals, 0, objectives, 0) == path


def test_strength_of_many_is_that_of_each() -> None:
    goals = about({"a": 0.3, "b": 0.6}, {"c": 0.9, "d": 0.1}, {"d": 0.4, "a": 0.2})
    objectives = about({"a": 0.8}, {"d": 0.7})
    kpi_map = map_of(LIBRARY)
    table = kpi_map.strength(goals, objectives)
    assert table.shape == (3, 2)
    for row in range(3):
        for column in range(2):
            one = KpiAffinity(goals.rows[[row]], goals.relevance[[row]])
            other = KpiAffinity(objectives.rows[[column]], objectives.relevance[[column]])
            assert kpi_map.strength(one, other)[0, 0] == table[row, column]


def test_a_text_is_about_its_likeliest_kpis(fake_application: Application) -> None:
    library = fake_application.library
    model = load_relevance_model(KpiKind.CURATED)
    kpi_map = KpiMap(library, fake_application.library_catalogue, model)
    texts = [kpi.definition for kpi in library]
    texts = (texts * (600 // len(texts) + 1))[:600]  # more than one block
    vectors = fake_application.embedder.embed(texts)
    affinity = kpi_map.affinity(vectors)
    assert affinity.rows.shape == affinity.relevance.shape == (600, KPIS_PER_TEXT)
    assert ((affinity.relevance >= 0) & (affinity.relevance <= 1)).all()
    assert (np.diff(affinity.relevance, axis=1) <= 0).all()
    assert all(len(set(row)) == KPIS_PER_TEXT for row in affinity.rows.tolist())
    last = kpi_map.affinity(vectors[-1:])
    np.testing.assert_allclose(affinity.relevance[-1:], last.relevance, atol=1e-5)


def test_a_library_smaller_than_what_a_text_may_be_about() -> None:
    affinity = map_of(LIBRARY).affinity(FakeEmbedder().embed(["Hold on to those who pay"]))
    assert sorted(affinity.rows[0].tolist()) == list(range(len(LIBRARY)))


def test_what_a_text_is_about_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = build_catalogue([from_library(kpi) for kpi in LIBRARY], FakeEmbedder())
    model, notes = load_relevance_model(KpiKind.CURATED), FakeMemory()
    vectors = FakeEmbedder().embed(["Hold on to those who pay", "Sell bread", "Bake bread"])
    expected = KpiMap(LIBRARY, catalogue, model).affinity(vectors)
    first = KpiMap(LIBRARY, catalogue, model, notes).affinity(vectors[:2])
    asked: list[int] = []
    known = KpiMap._affinity
    monkeypatch.setattr(
        KpiMap,
        "_affinity",
        lambda self, new, most: asked.append(len(new)) or known(self, new, most),
    )
    second = KpiMap(LIBRARY, catalogue, model, notes).affinity(vectors)
    assert asked == [1]
    for found in (first, second):
        np.testing.assert_array_equal(found.rows, expected.rows[: len(found.rows)])
        np.testing.assert_allclose(
            found.relevance, expected.relevance[: len(found.rows)], atol=1e-6
        )
    other = replace(model, intercept=model.intercept + 1)
    KpiMap(LIBRARY, catalogue, other, notes).affinity(vectors)
    assert asked == [1, 3], "another model is asked again"


@pytest.mark.parametrize("damaged", [b"", b"short", b"\xff" * 32, b"\xff" * 40])
def test_a_damaged_memory_decides_nothing(damaged: bytes) -> None:
    catalogue = build_catalogue([from_library(kpi) for kpi in LIBRARY], FakeEmbedder())
    model, notes = load_relevance_model(KpiKind.CURATED), FakeMemory()
    vectors = FakeEmbedder().embed(["Hold on to those who pay"])
    expected = KpiMap(LIBRARY, catalogue, model, notes).affinity(vectors)
    notes.update(dict.fromkeys(notes, damaged))
    found = KpiMap(LIBRARY, catalogue, model, notes).affinity(vectors)
    np.testing.assert_array_equal(found.rows, expected.rows)
    np.testing.assert_array_equal(found.relevance, expected.relevance)
