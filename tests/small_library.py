"""A part of the shipped library, for tests that need a real library but not all of it.

The whole one takes ten seconds to index, and hashed words tell sixteen hundred KPIs badly apart.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kpi_library.library import load_library
from kpi_library.writing import to_yaml

DOMAINS = ("city_services", "customer_success", "people", "sales", "software_delivery")


@cache
def small_library() -> Path:
    """A folder with a few domains, made once a process and removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-library-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_part(DOMAINS, folder)
    return folder


def write_part(domains: Iterable[str], folder: Path) -> None:
    """Write some domains of the shipped library, without what they refer to elsewhere."""
    kpis = [kpi for kpi in load_library() if kpi.domain in set(domains)]
    kept = {kpi.id for kpi in kpis}
    for domain in domains:
        part = [
            kpi.model_copy(
                update={
                    field: tuple(entry for entry in getattr(kpi, field) if entry in kept)
                    for field in ("drivers", "counter_metrics")
                }
            )
            for kpi in kpis
            if kpi.domain == domain
        ]
        (folder / f"{domain}.yaml").write_text(to_yaml(part), encoding="utf-8")
