"""Vectors of texts that were embedded before, kept on disk between audits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from service.adapters.sqlite_file import SqliteFile
from service.domain.ports import Embedder, Progress, Vectors

#: Texts that are embedded, then kept, at a time: what an interrupted audit does not lose.
CHUNK = 4_096
#: Keys asked for at a time; SQLite takes no more than 999 in its older versions.
_ASKED = 500
_BUSY_TIMEOUT_S = 10
_INSTEAD = "embedding again"
_UNIT = 1e-3
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL
)
"""


class CachingEmbedder:
    """Embeds what is new and recalls the rest from a SQLite file, which processes share.

    The file holds no text, only a hash of model and text beside each vector. When it cannot be
    read or written, everything is embedded, and a warning says so: it is never needed.
    """

    def __init__(self, embedder: Embedder, file: Path, most: int, backend: str = "") -> None:
        """Wrap an embedder.

        Args:
            embedder: Embeds what is new. A text's vector must not depend on what shares its
                batch, else results would depend on what was cached.
            file: Of the cache; made when there is something to keep.
            most: Vectors that are kept; the oldest go.
            backend: What computes the vectors, where two do for one model.
        """
        self._embedder = embedder
        self._file = SqliteFile(file, _SCHEMA)
        self._most = most
        self._of_model = hashlib.blake2b(f"{backend}\0{embedder.model}\0".encode(), digest_size=16)

    @property
    def model(self) -> str:
        """Name and hash of the model."""
        return self._embedder.model

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str], on_progress: Progress | None = None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions)."""
        row_of = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        keys = [self._key(text) for text in row_of]
        vectors = np.empty((len(row_of), self.dimensions), dtype=np.float32)
        known = self._recall(keys, vectors)
        new = [(row, text) for text, row in row_of.items() if not known[row]]
        recalled = len(texts) - len(new)
        for start in range(0, len(new), CHUNK):
            rows, chunk = zip(*new[start : start + CHUNK], strict=True)
            report = _shifted(on_progress, recalled + start, len(texts))
            vectors[list(rows)] = self._embedder.embed(chunk, report)
            self._keep([(keys[row], vectors[row].astype("<f4").tobytes()) for row in rows])
        if on_progress and texts and not new:
            on_progress(len(texts), len(texts))
        return vectors[[row_of[text] for text in texts]]

    def _key(self, text: str) -> bytes:
        digest = self._of_model.copy()
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def _recall(self, keys: Sequence[bytes], vectors: Vectors) -> np.ndarray:
        """Fill in what is kept; returns which rows, shape (keys,)."""
        known = np.zeros(len(keys), dtype=bool)
        if not self._file.exists:
            return known
        row_of = {key: row for row, key in enumerate(keys)}
        with self._file.tolerated(_INSTEAD), self._file.open(_BUSY_TIMEOUT_S) as connection:
            for start in range(0, len(keys), _ASKED):
                asked = keys[start : start + _ASKED]
                marks = ",".join("?" * len(asked))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608
                for key, content in connection.execute(query, asked):
                    if len(content) == 4 * self.dimensions:
                        vectors[row_of[key]] = np.frombuffer(content, dtype="<f4")
                        known[row_of[key]] = True
        # A damaged vector must not decide anything.
        known[known] = np.abs(np.linalg.norm(vectors[known], axis=1) - 1) < _UNIT
        return known

    def _keep(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        with self._file.tolerated(_INSTEAD), self._file.open(_BUSY_TIMEOUT_S) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO vectors (key, vector) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET vector = excluded.vector",
                rows,
            )
            connection.execute(
                "DELETE FROM vectors WHERE id <= (SELECT max(id) FROM vectors) - ?", (self._most,)
            )


def _shifted(on_progress: Progress | None, done_before: int, total: int) -> Progress | None:
    if on_progress is None:
        return None
    report = on_progress
    return lambda done, _: report(done_before + done, total)
