"""Whether two KPIs are the same measure under different words."""

from __future__ import annotations

import numpy as np

from service.domain.ports import Rows, Scores, Vectors
from service.matching.catalogue import Catalogue

#: From this cosine of name and definition on, two KPIs count as one measure. Set by reading
#: pairs of library KPIs with near names: those above it differ in wording alone.
SAME_KPI = 0.6


def equivalents(catalogue: Catalogue, documents: Vectors) -> tuple[Rows, Scores]:
    """The nearest KPI of the catalogue for each document.

    Args:
        catalogue: Where to look.
        documents: Unit vectors of other KPIs' names and definitions, shape (t, d).

    Returns:
        Rows of the nearest KPIs and their cosines, each of shape (t,).
    """
    similarities = documents @ catalogue.documents.T
    nearest = similarities.argmax(axis=1)
    return nearest, similarities[np.arange(len(documents)), nearest]
