"""Which KPIs the planner's constraints allow."""

from __future__ import annotations

import numpy as np

from service.domain.ports import Rows
from service.domain.recommendation import RecommendationRequest
from service.matching.catalogue import Catalogue


def eligible_rows(catalogue: Catalogue, request: RecommendationRequest) -> Rows | None:
    """Rows of the KPIs within domain and level, ascending; None when nothing is asked.

    An organisation's own KPI states neither, so it is within no such constraint.
    """
    if request.domain is None and request.level is None:
        return None
    records = ((row, indicator.record) for row, indicator in enumerate(catalogue.indicators))
    rows = [
        row
        for row, record in records
        if record
        and request.domain in (None, record.domain)
        and (request.level is None or request.level in record.levels)
    ]
    return np.array(rows, dtype=np.intp)
