"""Catalogues of a few KPIs for tests of single steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from service.domain.indicator import from_library
from service.matching.catalogue import Catalogue, build_catalogue
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import sound_kpi


def catalogue_of(timings: str, cosine: float = 0.0, **changes: object) -> Catalogue:
    """One KPI a letter, "d" leading and "g" lagging; neighbours have this cosine."""
    names = {"d": "leading", "g": "lagging"}
    indicators = [
        from_library(sound_kpi(id=f"kpi-{n}", timing=names[letter], **changes))
        for n, letter in enumerate(timings)
    ]
    built = build_catalogue(indicators, FakeEmbedder())
    documents = np.eye(len(timings), FakeEmbedder.dimensions, dtype=np.float32)
    for row in range(1, len(timings), 2):
        documents[row] *= (1 - cosine**2) ** 0.5
        documents[row] += cosine * documents[row - 1]
    return replace(built, documents=documents)
