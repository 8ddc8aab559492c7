"""Texts are embedded once, whatever happens to the file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.adapters.embedding import caching_embedder as module
from service.adapters.embedding.caching_embedder import CachingEmbedder
from service.adapters.memory.sqlite_memory import SqliteMemory
from service.domain.ports import Progress, Vectors
from tests.fakes import FakeEmbedder
from tests.service.adapters.embedding.test_recalling_embedder import CountingEmbedder

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

TEXTS = [f"Sell {number} loaves of bread" for number in range(200)]
SECONDS_A_TEXT = 0.002


class SlowEmbedder(FakeEmbedder):
    """Takes its time for each text."""

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        time.sleep(SECONDS_A_TEXT * len(texts))
        return super().embed(texts, on_progress)


def memory(file: Path, most: int) -> SqliteMemory:
    return SqliteMemory(file, "text_vectors", most)


def kept(file: Path) -> int:
    connection = sqlite3.connect(file)
    count: int = connection.execute("SELECT count(*) FROM text_vectors").fetchone()[0]
    connection.close()
    return count


def test_the_second_time_only_what_is_new_is_embedded(tmp_path: Path) -> None:
    file = tmp_path / "not" / "yet" / "texts.sqlite3"
    first, second = CountingEmbedder(), CountingEmbedder()
    once = CachingEmbedder(first, memory(file, 1000)).embed(TEXTS)
    again = CachingEmbedder(second, memory(file, 1000)).embed(
        [*TEXTS[:-2], "Bake rolls", "Hire bakers"]
    )
    assert first.asked == TEXTS
    assert second.asked == ["Bake rolls", "Hire bakers"]
    assert again[:-2].tobytes() == once[:-2].tobytes()
    expected = FakeEmbedder().embed([*TEXTS[:-2], "Bake rolls", "Hire bakers"])
    assert again.tobytes() == expected.tobytes()


def test_one_text_is_embedded_once_within_a_call(tmp_path: Path) -> None:
    counting = CountingEmbedder()
    texts = ["a", "b", "a", "a"]
    vectors = CachingEmbedder(counting, memory(tmp_path / "t.sqlite3", 10)).embed(texts)
    assert counting.asked == ["a", "b"]
    assert vectors.tobytes() == FakeEmbedder().embed(texts).tobytes()


def test_after_one_percent_changed_it_costs_at_most_a_twentieth(tmp_path: Path) -> None:
    texts = [f"Sell {number} loaves of bread" for number in range(1000)]
    embedder = CachingEmbedder(SlowEmbedder(), memory(tmp_path / "t.sqlite3", 10_000))
    took = []
    for changed in (texts, ["Hire bakers in Spain"] * 10 + texts[10:]):
        start = time.perf_counter()
        embedder.embed(changed)
        took.append(time.perf_counter() - start)
    assert took[1] <= 0.05 * took[0]


def test_two_models_and_two_backends_share_nothing(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    CachingEmbedder(FakeEmbedder(), memory(file, 10)).embed(["a"])
    other = CountingEmbedder()
    other.model = "fake@1"
    CachingEmbedder(other, memory(file, 10)).embed(["a"])
    assert other.asked == ["a"]
    backend = CountingEmbedder()
    CachingEmbedder(backend, memory(file, 10), "torch").embed(["a"])
    assert backend.asked == ["a"]


def test_the_oldest_go(tmp_path: Path) -> None:
    file, counting = tmp_path / "t.sqlite3", CountingEmbedder()
    embedder = CachingEmbedder(counting, memory(file, 50))
    for start in range(0, 200, 20):
        embedder.embed(TEXTS[start : start + 20])
        assert kept(file) <= 50
    counting.asked.clear()
    embedder.embed(TEXTS[150:])
    assert counting.asked == []
    embedder.embed(TEXTS[:1])
    assert counting.asked == TEXTS[:1]


def test_an_interrupted_audit_keeps_what_it_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK", 50)
    file = tmp_path / "t.sqlite3"

    class Stopped(FakeEmbedder):
        def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
            if TEXTS[100] in texts:
                raise KeyboardInterrupt
            return super().embed(texts, on_progress)

    with pytest.raises(KeyboardInterrupt):
        CachingEmbedder(Stopped(), memory(file, 1000)).embed(TEXTS)
    assert kept(file) == 100


def test_progress_counts_what_is_recalled(tmp_path: Path) -> None:
    embedder = CachingEmbedder(FakeEmbedder(), memory(tmp_path / "t.sqlite3", 1000))
    for texts in (TEXTS[:100], TEXTS, TEXTS):
        calls: list[tuple[int, int]] = []
        embedder.embed(texts, lambda *seen, calls=calls: calls.append(seen))
        assert calls[-1] == (len(texts), len(texts))
    assert embedder.embed([]).shape == (0, 64)


def garbage(file: Path) -> None:
    file.write_bytes(b"a letter to my aunt. " * 500)


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def short_vectors(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE text_vectors SET content = x'00ff'")
    connection.close()


def altered_vectors(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE text_vectors SET content = ?", (np.full(64, 0.5, "<f4").tobytes(),)
        )
    connection.close()


@pytest.mark.parametrize("spoil", [garbage, half, a_folder, short_vectors, altered_vectors])
def test_a_damaged_file_changes_no_vector(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    file = tmp_path / "t.sqlite3"
    CachingEmbedder(FakeEmbedder(), memory(file, 1000)).embed(TEXTS)
    for part in tmp_path.glob("*-*"):
        part.unlink()
    spoil(file)
    expected = FakeEmbedder().embed(TEXTS).tobytes()
    assert CachingEmbedder(FakeEmbedder(), memory(file, 1000)).embed(TEXTS).tobytes() == expected
    mended = CountingEmbedder()
    assert CachingEmbedder(mended, memory(file, 1000)).embed(TEXTS).tobytes() == expected
    assert mended.asked == ([] if file.is_file() else TEXTS)


WRITER = """
import sys
from pathlib import Path
from service.adapters.embedding.caching_embedder import CachingEmbedder
from service.adapters.memory.sqlite_memory import SqliteMemory
from tests.fakes import FakeEmbedder
memory = SqliteMemory(Path(sys.argv[1]), "text_vectors", 10_000)
embedder = CachingEmbedder(FakeEmbedder(), memory)
for number in range(40):
    texts = [f"{number} {word}" for word in ("bread", "cake", sys.argv[2])]
    assert embedder.embed(texts).tobytes() == FakeEmbedder().embed(texts).tobytes()
"""


def test_processes_share_it(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), name], stderr=subprocess.PIPE, text=True
        )
        for name in ("rolls", "buns")
    ]
    assert [writer.communicate()[1] for writer in writers] == ["", ""]
    assert kept(file) == 40 * 4


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text(), max_size=6), min_size=1, max_size=4), st.integers(1, 5))
def test_any_texts_have_the_vectors_they_have_without_it(
    tmp_path_factory: pytest.TempPathFactory, calls: list[list[str]], most: int
) -> None:
    file = tmp_path_factory.mktemp("cache") / "t.sqlite3"
    for texts in calls:
        vectors = CachingEmbedder(FakeEmbedder(), memory(file, most)).embed(texts)
        assert vectors.tobytes() == FakeEmbedder().embed(texts).tobytes()
