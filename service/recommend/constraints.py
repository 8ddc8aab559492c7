"""Which KPIs the planner's constraints allow."""

from __future__ import annotations

import numpy as np

from kpi_library.models import Kpi
from service.domain.ports import Rows
from service.domain.recommendation import RecommendationRequest
from service.matching.catalogue import Catalogue

#: In the library's ``industries``: every industry.
ANY_INDUSTRY = "any"


def eligible_rows(catalogue: Catalogue, request: RecommendationRequest) -> Rows | None:
    """Rows of the KPIs of the kind that is asked for, ascending; None when no kind is.

    An organisation's own KPI that is not the same as one of the library states no domain, level,
    industry or perspective, so it is within no such constraint.
    """
    asked = (request.domain, request.level, request.industry, request.perspective)
    if not any(asked):
        return None
    records = ((row, indicator.record) for row, indicator in enumerate(catalogue.indicators))
    rows = [row for row, record in records if record and fits(record, request)]
    return np.array(rows, dtype=np.intp)


def barred_rows(catalogue: Catalogue, request: RecommendationRequest) -> frozenset[int]:
    """Rows of the KPIs that are excluded, or that the planner has already."""
    rows = catalogue.row_of
    return frozenset(rows[kpi] for kpi in (*request.exclude, *request.tracked) if kpi in rows)


def fits(record: Kpi, request: RecommendationRequest) -> bool:
    """Whether a KPI is of the kind that is asked for."""
    industries = {request.industry, ANY_INDUSTRY}
    return (
        request.domain in (None, record.domain)
        and (request.level is None or request.level in record.levels)
        and (request.industry is None or not industries.isdisjoint(record.industries))
        and request.perspective in (None, record.perspective)
    )
