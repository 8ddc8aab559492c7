"""Tell whether the files of a vector index are those that were built, without opening it.

Chroma reads its HNSW files unchecked: a truncated one can end the whole process or lose
neighbours in silence. So their SHA-256 is kept beside the folder, and compared before opening.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

DATABASE = "chroma.sqlite3"


def set_seal(folder: Path) -> None:
    """Remember the files as they are now."""
    _seal_of(folder).write_text(_fingerprint(folder), "ascii")


def break_seal(folder: Path) -> None:
    """Forget them: the folder is about to change."""
    _seal_of(folder).unlink(missing_ok=True)


def is_sound(folder: Path) -> bool:
    """Whether there is a database and the other files are those that were sealed."""
    try:
        has_database = (folder / DATABASE).stat().st_size > 0
        return has_database and _seal_of(folder).read_text("ascii") == _fingerprint(folder)
    except (OSError, ValueError):
        return False


def _seal_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.sha256")


def _fingerprint(folder: Path) -> str:
    """SHA-256 of the HNSW files; the database checks itself and changes on opening."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith(DATABASE):
            digest.update(f"{file.name}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
