"""Load the library's YAML files into one immutable, queryable value."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from kpi_library.models import Kpi

DATA_DIRECTORY = Path(__file__).parent / "data"
_KPIS = TypeAdapter(tuple[Kpi, ...])
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LibraryError(ValueError):
    """A library file cannot be read as KPIs; says file, KPI, field and what is wrong."""


class KpiLibrary:
    """KPIs by id and alias, their driver graph, and a hash that names this exact content."""

    def __init__(self, kpis: Iterable[Kpi]) -> None:
        self._kpis = tuple(kpis)
        self._by_id = {kpi.id: kpi for kpi in self._kpis}

    def __iter__(self) -> Iterator[Kpi]:
        return iter(self._kpis)

    def __len__(self) -> int:
        return len(self._kpis)

    def __contains__(self, kpi_id: object) -> bool:
        return kpi_id in self._by_id

    def __getitem__(self, kpi_id: str) -> Kpi:
        return self._by_id[kpi_id]

    def get(self, kpi_id: str | None) -> Kpi | None:
        """The KPI with this id, or None."""
        return self._by_id.get(kpi_id) if kpi_id else None

    def find(self, name: str) -> Kpi | None:
        """The KPI with this id, name or alias, letter case aside; None when there is none."""
        return self._by_name.get(name.strip().casefold())

    @cached_property
    def _by_name(self) -> dict[str, Kpi]:
        names: dict[str, Kpi] = {}
        for kpi in self._kpis:
            for name in (kpi.id, kpi.name, *kpi.aliases):
                names.setdefault(name.casefold(), kpi)
        return names

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Domain names, sorted."""
        return tuple(sorted({kpi.domain for kpi in self._kpis}))

    @cached_property
    def industries(self) -> tuple[str, ...]:
        """Industries that KPIs name, sorted."""
        return tuple(sorted({industry for kpi in self._kpis for industry in kpi.industries}))

    @cached_property
    def driven_by(self) -> dict[str, tuple[str, ...]]:
        """For each KPI id, the ids of the KPIs that it drives (the reverse of ``drivers``)."""
        driven: dict[str, list[str]] = {kpi.id: [] for kpi in self._kpis}
        for kpi in self._kpis:
            for driver in kpi.drivers:
                if driver in driven:
                    driven[driver].append(kpi.id)
        return {kpi_id: tuple(ids) for kpi_id, ids in driven.items()}

    @cached_property
    def version(self) -> str:
        """First 12 hex digits of the SHA-256 of the content, whatever the file layout."""
        content = json.dumps(
            sorted((kpi.model_dump(mode="json") for kpi in self._kpis), key=lambda k: str(k["id"])),
            sort_keys=True,
        )
        return hashlib.sha256(content.encode()).hexdigest()[:12]


def load_library(directory: Path = DATA_DIRECTORY, cache: Path | None = None) -> KpiLibrary:
    """Read every ``<domain>.yaml`` in ``directory``.

    Args:
        directory: Folder with one file a domain.
        cache: Folder for a parsed copy, named by the hash of the files; reading it is
            about 50 times faster than reading YAML.

    Raises:
        LibraryError: A file is not UTF-8 YAML with a list of valid KPIs of its domain.
    """
    files = sorted(directory.glob("*.yaml"))
    if not files:
        raise LibraryError(f"no .yaml files in {directory}")
    contents = [file.read_bytes() for file in files]
    if cache is None:
        return KpiLibrary(_parse_all(files, contents))
    digest = hashlib.sha256()
    for file, content in zip(files, contents, strict=True):
        digest.update(file.name.encode() + b"\0" + content + b"\0")
    cached = cache / f"library-{digest.hexdigest()[:16]}.json"
    try:
        return KpiLibrary(_KPIS.validate_json(cached.read_bytes()))
    except (OSError, ValidationError):
        kpis = _parse_all(files, contents)
    cache.mkdir(parents=True, exist_ok=True)
    partial = cached.with_suffix(f".{os.getpid()}.partial")
    partial.write_bytes(_KPIS.dump_json(kpis))
    partial.replace(cached)
    return KpiLibrary(kpis)


def _parse_all(files: list[Path], contents: list[bytes]) -> tuple[Kpi, ...]:
    return tuple(
        kpi for file, content in zip(files, contents, strict=True) for kpi in _parse(file, content)
    )


def _parse(file: Path, content: bytes) -> tuple[Kpi, ...]:
    try:
        rows: Any = yaml.load(content.decode("utf-8"), Loader=_LOADER)  # noqa: S506 - safe loader
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise LibraryError(f"{file.name}: not readable as UTF-8 YAML: {error}") from error
    if not isinstance(rows, list):
        raise LibraryError(f"{file.name}: must be a list of KPIs")
    try:
        kpis = _KPIS.validate_python(
            [{"domain": file.stem, **row} if isinstance(row, dict) else row for row in rows]
        )
    except ValidationError as error:
        first = error.errors()[0]
        index = first["loc"][0] if first["loc"] else 0
        row = rows[index] if isinstance(index, int) and index < len(rows) else {}
        name = row.get("id", f"entry {index}") if isinstance(row, dict) else f"entry {index}"
        field = ".".join(str(part) for part in first["loc"][1:])
        raise LibraryError(f"{file.name}: {name}: {field}: {first['msg']}") from error
    strays = [kpi.id for kpi in kpis if kpi.domain != file.stem]
    if strays:
        raise LibraryError(f"{file.name}: {strays[0]} names another domain than its file")
    return kpis
