"""The vector index on real Chroma: right answers, one owner, rebuilt after any damage."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from service.adapters.index.chroma_index import ChromaIndex, FolderInUse
from service.adapters.index.exact_index import ExactIndex
from service.bootstrap import Application
from service.domain.ports import Vectors
from service.domain.recommendation import RecommendationRequest
from service.errors import IndexDamaged
from service.matching.catalogue import content_hash
from service.settings import Settings as OurSettings
from tests.fakes import FakeEmbedder
from tests.service.adapters.index.vectors import unit_vectors
from tests.small_library import small_library

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

NAME = "kpis-0123456789ab-cdef01234567"
VECTORS = unit_vectors(1200)
QUERIES = unit_vectors(40, seed=1)
QUERIES_OF_8 = unit_vectors(10, dimensions=8, seed=1)
REQUEST = RecommendationRequest("Reduce customer churn by 10%", date(2026, 11, 23))


class Progress:
    """Remembers how far a build came; empty when there was none."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.calls.append((done, total))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sound index, closed; to be copied."""
    folder = tmp_path_factory.mktemp("built")
    ChromaIndex(folder / "index", NAME, VECTORS).close()
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the sound index."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "index"


@pytest.fixture
def close_all() -> Iterator[list[ChromaIndex]]:
    """Closes what a test appends."""
    indexes: list[ChromaIndex] = []
    yield indexes
    for index in indexes:
        index.close()


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def answers(folder: Path, vectors: Vectors = VECTORS, queries: Vectors = QUERIES) -> Progress:
    """Open, compare with exact search, close; tells whether it was built."""
    progress = Progress()
    index = ChromaIndex(folder, NAME, vectors, progress)
    try:
        same_answers(index, vectors, queries)
    finally:
        index.close()
    return progress


def same_answers(index: ChromaIndex, vectors: Vectors, queries: Vectors = QUERIES) -> None:
    exact = ExactIndex(vectors)
    for query in queries[:10]:
        assert index.nearest(query, 5).tolist() == exact.nearest(query, 5).tolist()


def test_nearest_equals_exact_search(folder: Path, close_all: list[ChromaIndex]) -> None:
    index = ChromaIndex(folder, NAME, VECTORS)
    close_all.append(index)
    exact = ExactIndex(VECTORS)
    same = 0
    for query in QUERIES:
        found, expected = index.nearest(query, 10), exact.nearest(query, 10)
        assert found[0] == expected[0]
        same += set(found) == set(expected)
    assert same >= 0.9 * len(QUERIES)
    assert index.nearest(QUERIES[0], 5000).size == len(VECTORS)


def test_a_sound_index_is_reopened_not_rebuilt(folder: Path) -> None:
    assert answers(folder).calls == []
    assert answers(folder).calls == []


@pytest.mark.parametrize("rows", [1, 2, 3, 75, 5_100])
def test_of_any_size_it_is_reopened_not_rebuilt(tmp_path: Path, rows: int) -> None:
    vectors = unit_vectors(rows, dimensions=8)
    assert answers(tmp_path / "index", vectors, QUERIES_OF_8).calls
    for _ in range(3):
        assert answers(tmp_path / "index", vectors, QUERIES_OF_8).calls == []


def test_a_missing_index_is_built(tmp_path: Path) -> None:
    assert answers(tmp_path / "deep" / "er" / "index").calls == [(1200, 1200)]


def test_more_rows_than_one_batch(tmp_path: Path) -> None:
    vectors = unit_vectors(5_600, dimensions=4)
    progress = Progress()
    index = ChromaIndex(tmp_path / "index", NAME, vectors, progress)
    assert progress.calls == [(5000, 5600), (5600, 5600)]
    assert index.nearest(vectors[5_599], 1).tolist() == [5_599]
    index.close()


@pytest.mark.parametrize(
    "vectors",
    [VECTORS[::-1].copy(), VECTORS[:900], unit_vectors(1300), unit_vectors(1200, seed=9)],
    ids=["other order", "fewer", "more", "others"],
)
def test_a_stale_index_is_rebuilt(folder: Path, vectors: Vectors) -> None:
    assert answers(folder, vectors).calls


@pytest.mark.parametrize("size", [0, 0.5, 1], ids=["empty", "half", "garbage"])
def test_each_damaged_file_is_survived(built: Path, tmp_path: Path, size: float) -> None:
    names = [file.relative_to(built / "index") for file in files_of(built / "index")]
    assert len(names) >= 5
    for number, name in enumerate(names):
        folder = tmp_path / str(number) / "index"
        shutil.copytree(built, folder.parent)
        content = (folder / name).read_bytes()
        broken = bytes(len(content)) if size == 1 else content[: int(size * len(content))]
        if broken == content:
            continue
        (folder / name).write_bytes(broken)
        assert answers(folder).calls, name
        assert answers(folder).calls == [], name


def damage_all(folder: Path) -> None:
    for file in files_of(folder):
        file.write_bytes(b"")


def damage_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"SQLite format 3\0" + b"garbage " * 50_000)


def delete_hnsw(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def delete_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


DAMAGES = [damage_all, damage_database, delete_hnsw, delete_database, shutil.rmtree]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_folder_is_rebuilt(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    assert answers(folder).calls
    assert answers(folder).calls == []


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("asked", [False, True])
def test_damage_while_open_is_survived(
    folder: Path,
    damage: Callable[[Path], None],
    asked: bool,
    close_all: list[ChromaIndex],
) -> None:
    index = ChromaIndex(folder, NAME, VECTORS)
    close_all.append(index)
    if asked:
        same_answers(index, VECTORS)
    damage(folder)
    same_answers(index, VECTORS)


def test_an_interrupted_build_is_done_again(folder: Path) -> None:
    folder.with_name("index.sha256").unlink()
    assert answers(folder).calls


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file in its place")
    with pytest.raises(IndexDamaged):
        ChromaIndex(tmp_path / "index", NAME, VECTORS)
    (tmp_path / "index").unlink()
    assert answers(tmp_path / "index").calls  # the lock was given up


def test_two_indexes_in_one_process(tmp_path: Path, close_all: list[ChromaIndex]) -> None:
    first = ChromaIndex(tmp_path / "first", NAME, VECTORS)
    second = ChromaIndex(tmp_path / "second", NAME, VECTORS[:300])
    close_all.append(second)
    same_answers(first, VECTORS)
    same_answers(second, VECTORS[:300])
    first.close()
    same_answers(second, VECTORS[:300])


class TestOwner:
    """One process owns a folder."""

    def test_a_second_opening_is_refused_until_the_first_closes(self, folder: Path) -> None:
        first = ChromaIndex(folder, NAME, VECTORS)
        with pytest.raises(FolderInUse):
            ChromaIndex(folder, NAME, VECTORS)
        first.close()
        assert answers(folder).calls == []

    def test_another_process_is_refused(self, folder: Path, close_all: list[ChromaIndex]) -> None:
        close_all.append(ChromaIndex(folder, NAME, VECTORS))
        code = (
            "import sys; from pathlib import Path\n"
            "from service.adapters.index.chroma_index import ChromaIndex, FolderInUse\n"
            "from tests.service.adapters.index.vectors import unit_vectors\n"
            "try: ChromaIndex(Path(sys.argv[1]), sys.argv[2], unit_vectors(1200))\n"
            "except FolderInUse: print('in use')"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder), NAME],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "in use"
        same_answers(close_all[0], VECTORS)

    def test_the_application_then_answers_from_memory(self, fake_application: Application) -> None:
        expected = fake_application.recommender.recommend(REQUEST)
        with Application(fake_application.settings, replaced_embedder=FakeEmbedder()) as second:
            assert second.recommender.recommend(REQUEST) == expected
        assert expected.kpis


class TestChromaIsKeptQuiet:
    """Nothing of Chroma's that reaches the network or runs a model."""

    def test_telemetry_is_off_and_no_embedding_function(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[Settings] = []
        client = chromadb.PersistentClient

        def watched(path: str, settings: Settings) -> object:
            seen.append(settings)
            return client(path, settings=settings)

        monkeypatch.setattr(chromadb, "PersistentClient", watched)
        index = ChromaIndex(folder, NAME, VECTORS)
        shutil.rmtree(folder)
        index.close()
        rebuilt = ChromaIndex(folder, NAME, VECTORS)
        assert [settings.anonymized_telemetry for settings in seen] == [False] * len(seen)
        assert len(seen) == 2
        for opened in (index, rebuilt):
            assert opened._collection._embedding_function is None
        rebuilt.close()

    def test_the_collection_name_carries_both_hashes(self, fake_application: Application) -> None:
        assert fake_application.recommender
        catalogue = fake_application.library_catalogue
        model = FakeEmbedder.model.partition("@")[2]
        name = f"kpis-{content_hash(catalogue.indicators)}-{model}"
        folder = fake_application.settings.index_dir / name
        assert (folder / "chroma.sqlite3").is_file()
        shutil.copytree(folder, folder.parent.parent / "copy", dirs_exist_ok=True)
        client = chromadb.PersistentClient(
            str(folder.parent.parent / "copy"),
            settings=Settings(anonymized_telemetry=False),
        )
        assert [collection.name for collection in client.list_collections()] == [name]


@pytest.mark.parametrize("content", [b"", b"garbage"])
def test_truncate_every_file_then_recommend(tmp_path: Path, content: bytes) -> None:
    settings = OurSettings(data_dir=tmp_path, library_dir=small_library())
    with Application(settings, replaced_embedder=FakeEmbedder()) as application:
        expected = application.recommender.recommend(REQUEST)
    # The database is no copy of anything: without it nobody knows which KPIs are the user's own.
    damaged = [
        file
        for file in files_of(tmp_path)
        if file.suffix != ".lock" and not file.name.startswith(settings.database.name)
    ]
    assert len(damaged) >= 5
    for file in damaged:
        file.write_bytes(content)
    with Application(settings, replaced_embedder=FakeEmbedder()) as application:
        assert application.recommender.recommend(REQUEST) == expected


def test_the_index_answers_as_the_catalogue_says(fake_application: Application) -> None:
    catalogue = fake_application.library_catalogue
    index = fake_application._vector_index(catalogue)
    exact = ExactIndex(catalogue.vectors)
    for row in range(0, len(catalogue), 50):
        found = index.nearest(catalogue.documents[row], 1)
        expected = exact.nearest(catalogue.documents[row], 1)
        np.testing.assert_allclose(
            catalogue.vectors[found] @ catalogue.documents[row],
            catalogue.vectors[expected] @ catalogue.documents[row],
            atol=1e-6,
        )
