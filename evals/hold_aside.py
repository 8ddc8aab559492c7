"""Move a tenth of the library's example objectives out of it, to measure with.

Which ones is decided by hash, so that nobody's taste is in the choice: four KPIs in five give the
example whose hash is lowest. A KPI that has given one gives no more.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from evals.loading.held_aside import DATASET, HeldAside, read_held_aside
from kpi_library.library import DATA_DIRECTORY, load_library
from kpi_library.models import Kpi
from kpi_library.writing import to_yaml

#: Of ten KPIs with eight examples each, eight give one: a tenth of all.
_GIVING_TENTHS = 8
#: A KPI with fewer has none to spare.
_LEAST = 6


def hold_aside(directory: Path = DATA_DIRECTORY, dataset: Path = DATASET) -> int:
    """Move examples of KPIs that have given none; returns how many.

    Raises:
        LibraryError: The library cannot be read.
        InputError: The dataset cannot be read.
    """
    library = load_library(directory)
    kept = read_held_aside(dataset) if dataset.is_file() else []
    given = {row.kpi for row in kept}
    moved = [
        HeldAside(kpi=kpi.id, text=_lowest(kpi))
        for kpi in library
        if kpi.id not in given and _gives(kpi)
    ]
    rows = sorted([*kept, *moved], key=lambda row: (row.kpi, row.text))
    dataset.parent.mkdir(parents=True, exist_ok=True)
    dataset.write_text("".join(f"{row.model_dump_json()}\n" for row in rows), encoding="utf-8")
    out = {(row.kpi, row.text) for row in moved}
    for domain in library.domains:
        kpis = (_without(kpi, out) for kpi in library if kpi.domain == domain)
        (directory / f"{domain}.yaml").write_text(to_yaml(kpis), encoding="utf-8")
    return len(moved)


def _gives(kpi: Kpi) -> bool:
    return len(kpi.example_objectives) >= _LEAST and _hash(kpi.id) % 10 < _GIVING_TENTHS


def _lowest(kpi: Kpi) -> str:
    return min(kpi.example_objectives, key=_hash)


def _without(kpi: Kpi, out: set[tuple[str, str]]) -> Kpi:
    examples = tuple(text for text in kpi.example_objectives if (kpi.id, text) not in out)
    return kpi.model_copy(update={"example_objectives": examples})


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
