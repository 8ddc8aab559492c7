"""Vectors on disk: read when sound, made again when not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.adapters.catalogue_cache import load_or_build
from service.domain.indicator import Indicator, Source, from_library
from service.domain.ports import Progress, Vectors
from service.matching.catalogue import Catalogue
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import guard_kpi, sound_kpi

INDICATORS = [from_library(sound_kpi()), from_library(guard_kpi())]


class CountingEmbedder(FakeEmbedder):
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        self.calls += 1
        return super().embed(texts, on_progress)


class OtherModel(CountingEmbedder):
    """The same vectors under another hash."""

    model = "fake@111111111111"


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


def assert_equal(first: Catalogue, second: Catalogue) -> None:
    assert first.indicators == second.indicators
    for name in ("documents", "names", "name_owners", "examples", "example_owners", "bank"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    np.testing.assert_array_equal(first.hubness, second.hubness)


def test_the_second_time_nothing_is_embedded(tmp_path: Path, embedder: CountingEmbedder) -> None:
    first = load_or_build(INDICATORS, embedder, tmp_path / "cache")
    second = load_or_build(INDICATORS, embedder, tmp_path / "cache")
    assert embedder.calls == 1
    assert_equal(first, second)
    assert first.documents.shape == (2, 64)
    assert second.examples.shape == (10, 64)
    assert second.name_owners.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, 0.95])
def test_a_cut_file_is_made_again(tmp_path: Path, embedder: CountingEmbedder, kept: float) -> None:
    first = load_or_build(INDICATORS, embedder, tmp_path)
    (file,) = tmp_path.iterdir()
    content = file.read_bytes()
    size = int(kept * len(content)) if 0 < kept < 1 else int(kept)
    file.write_bytes(content[:size])
    assert_equal(load_or_build(INDICATORS, embedder, tmp_path), first)
    assert embedder.calls == 2
    assert file.read_bytes() == content


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_altered_byte_leaves_the_vectors_right(tmp_path: Path, data: st.DataObject) -> None:
    expected = load_or_build(INDICATORS, FakeEmbedder(), tmp_path)
    (file,) = tmp_path.iterdir()
    content = bytearray(file.read_bytes())
    header = st.integers(0, 300) | st.integers(len(content) - 700, len(content) - 1)
    places = data.draw(st.lists(header | st.integers(0, len(content) - 1), min_size=1, max_size=3))
    for place in places:
        content[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    assert_equal(load_or_build(INDICATORS, FakeEmbedder(), tmp_path), expected)


def test_vectors_of_other_dimensions_are_made_again(
    tmp_path: Path, embedder: CountingEmbedder
) -> None:
    expected = load_or_build(INDICATORS, embedder, tmp_path)
    (file,) = tmp_path.iterdir()
    with np.load(file) as arrays:
        changed = dict(arrays)
    changed["documents"] = changed["documents"][:, :32]
    with file.open("wb") as stream:
        np.savez(stream, **changed)
    assert_equal(load_or_build(INDICATORS, embedder, tmp_path), expected)


def test_a_missing_array_is_made_again(tmp_path: Path, embedder: CountingEmbedder) -> None:
    expected = load_or_build(INDICATORS, embedder, tmp_path)
    (file,) = tmp_path.iterdir()
    with np.load(file) as arrays:
        changed = {name: arrays[name] for name in arrays if name != "bank"}
    with file.open("wb") as stream:
        np.savez(stream, **changed)
    assert_equal(load_or_build(INDICATORS, embedder, tmp_path), expected)


@pytest.mark.parametrize(
    "changed",
    [
        [INDICATORS[1], INDICATORS[0]],
        INDICATORS[:1],
        [from_library(sound_kpi(definition="Another text altogether.")), INDICATORS[1]],
        [from_library(sound_kpi(aliases=["Another"])), INDICATORS[1]],
        [from_library(sound_kpi(example_objectives=list("abcde"))), INDICATORS[1]],
        [Indicator("own", "Own KPI", "", Source.ORGANISATION)],
    ],
)
def test_a_changed_catalogue_has_a_file_of_its_own(
    tmp_path: Path, embedder: CountingEmbedder, changed: list[Indicator]
) -> None:
    load_or_build(INDICATORS, embedder, tmp_path)
    load_or_build(changed, embedder, tmp_path)
    assert embedder.calls == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_bank_and_model_change_the_name(tmp_path: Path, embedder: CountingEmbedder) -> None:
    banks = [embedder.embed([text]) for text in ("Raise revenue", "Win clients")]
    for bank in (None, *banks, *banks):
        load_or_build(INDICATORS, embedder, tmp_path, bank=bank)
    load_or_build(INDICATORS, OtherModel(), tmp_path)
    assert embedder.calls == 2 + 3
    assert len(list(tmp_path.iterdir())) == 4


def test_progress_is_told_only_while_embedding(tmp_path: Path, embedder: CountingEmbedder) -> None:
    calls: list[tuple[int, int]] = []
    for _ in range(2):
        load_or_build(INDICATORS, embedder, tmp_path, on_progress=lambda *seen: calls.append(seen))
    assert calls == [(16, 16)]
