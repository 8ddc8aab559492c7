"""The vector index in Chroma: one folder a collection, owned by one process, rebuildable.

Chroma is never the truth: the vectors come from the catalogue, and an index that is missing,
stale or damaged is thrown away and built again.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError
from filelock import FileLock, Timeout

from service.adapters.index.seal import DATABASE, break_seal, is_sound, set_seal
from service.domain.ports import Progress, Rows, Vectors
from service.errors import IndexDamaged

logger = logging.getLogger(__name__)

#: Chroma refuses more rows at once.
MAX_BATCH = 5_000
#: Stored vectors that are looked up on opening, to see that the index still answers.
PROBES = 8
#: Fewer rows Chroma keeps in the database alone; it refuses a lower threshold for its files.
LEAST_THRESHOLD = 3
#: HNSW then looks at enough neighbours that 120 results come out as in exact search.
EF_SEARCH = 400


class FolderInUse(Exception):
    """Another process owns the index folder; search in memory instead."""


class ChromaIndex:
    """Cosine search over fixed unit vectors, stored in a folder that this process owns."""

    def __init__(
        self, folder: Path, name: str, vectors: Vectors, on_progress: Progress | None = None
    ) -> None:
        """Open the collection, building it when it is missing, stale or damaged.

        Args:
            folder: Where Chroma keeps it; nothing else may lie there.
            name: Collection name; it names the catalogue and the model by hash, because Chroma
                does not tell a collection of one model from that of another.
            vectors: What the collection holds, shape (rows, dimensions).
            on_progress: Called while it is being built.

        Raises:
            FolderInUse: Another process owns the folder.
            IndexDamaged: It cannot even be built.
        """
        self._folder = folder
        self._name = name
        self._vectors = vectors
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder.with_name(f"{folder.name}.lock"))
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise FolderInUse(str(folder)) from error
        try:
            self._collection = self._open() or self._build(on_progress)
        except BaseException:
            self._lock.release()
            raise

    def nearest(self, vector: Vectors, n: int) -> Rows:
        """Rows of the ``n`` stored vectors with the highest cosine to ``vector``, best first."""
        try:
            return self._query(self._collection, vector, n)
        except (ChromaError, ValueError) as error:
            logger.warning("index %s damaged while open, rebuilding: %s", self._name, error)
            self._collection = self._build(None)
            return self._query(self._collection, vector, n)

    def close(self) -> None:
        """Give the folder up to other processes."""
        SharedSystemClient.clear_system_cache()
        self._lock.release()

    def _query(self, collection: Collection, vector: Vectors, n: int) -> Rows:
        found = collection.query(
            query_embeddings=vector[None, :], n_results=min(n, len(self._vectors)), include=[]
        )
        return np.array([int(row) for row in found["ids"][0]], dtype=np.intp)

    def _open(self) -> Collection | None:
        if not (self._folder / DATABASE).is_file():
            return None
        try:
            if len(self._vectors) >= LEAST_THRESHOLD and not is_sound(self._folder):
                raise IndexDamaged("its files are not those that were built")
            collection = self._client().get_collection(self._name, embedding_function=None)
            if collection.count() != len(self._vectors):
                raise IndexDamaged(f"{collection.count()} vectors, not {len(self._vectors)}")
            for row in np.linspace(0, len(self._vectors) - 1, PROBES, dtype=np.intp):
                nearest = self._query(collection, self._vectors[row], 1)
                if len(nearest) != 1 or not np.allclose(
                    self._vectors[nearest[0]], self._vectors[row], atol=1e-4
                ):
                    raise IndexDamaged(f"vector {row} is not found")
        except (ChromaError, IndexDamaged, ValueError, OSError) as error:
            logger.warning("index %s is stale or damaged, rebuilding: %s", self._name, error)
            return None
        return collection

    def _build(self, on_progress: Progress | None) -> Collection:
        # Chroma keeps one system a path in this process; the old one must go with its files.
        SharedSystemClient.clear_system_cache()
        break_seal(self._folder)
        shutil.rmtree(self._folder, ignore_errors=True)
        total = len(self._vectors)
        try:
            collection = self._client().create_collection(
                self._name,
                embedding_function=None,
                configuration={"hnsw": _hnsw(total)},
            )
            for start in range(0, total, MAX_BATCH):
                rows = range(start, min(start + MAX_BATCH, total))
                collection.add(ids=[str(row) for row in rows], embeddings=self._vectors[rows])
                if on_progress:
                    on_progress(rows.stop, total)
        except ChromaError as error:
            raise IndexDamaged(f"cannot build the index in {self._folder}: {error}") from error
        set_seal(self._folder)
        return collection

    def _client(self) -> ClientAPI:
        settings = Settings(anonymized_telemetry=False)
        return chromadb.PersistentClient(str(self._folder), settings=settings)


def _hnsw(rows: int) -> CreateHNSWConfiguration:
    """All rows are written to the files at once: what waits for more would be written whenever the
    index is opened, and its files would not be those that were sealed."""
    return {
        "space": "ip",
        "ef_search": EF_SEARCH,
        "batch_size": LEAST_THRESHOLD,
        "sync_threshold": max(rows, LEAST_THRESHOLD),
    }
