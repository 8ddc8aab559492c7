"""The KPIs that are recommended: the library's and the organisation's own."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints

from kpi_library.models import Kpi
from service.answers.kpi import KpiSummary, OwnKpiAnswer
from service.api.dependencies import ReadyApplication
from service.api.openapi import problems
from service.bootstrap import Application
from service.domain.indicator import Indicator
from service.errors import InputError, NotFound
from service.requests import MAX_OBJECTIVE

router = APIRouter(prefix="/v1/kpis", tags=["kpis"])

MAX_LIMIT = 100

SearchWords = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_OBJECTIVE)
]
Search = Annotated[SearchWords | None, Query(description="objective or search words")]
Domain = Annotated[str | None, Query(description="only KPIs of this domain", max_length=40)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


class KpiPage(BaseModel):
    """Some KPIs of a list, and how many it has."""

    items: list[KpiSummary]
    total: int = Field(ge=0)


@router.get("", summary="Search or list KPIs", responses=problems(422, 503))
def search(
    application: ReadyApplication,
    query: Search = None,
    domain: Domain = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> KpiPage:
    """Most relevant first with a query; all by id without."""
    domains = application.library.domains
    if domain is not None and domain not in domains:
        raise InputError(f"{domain!r} is none of {', '.join(domains)}", where="domain")
    if query:
        kept = _ranked(application, query, domain)
    else:
        kept = [kpi for kpi in _listed(application) if domain in (None, kpi.domain)]
    return KpiPage(items=kept[offset : offset + limit], total=len(kept))


@router.get("/{kpi_id:path}", summary="A KPI in full", responses=problems(404, 422, 503))
def record(kpi_id: str, application: ReadyApplication) -> Kpi | OwnKpiAnswer:
    """The whole record: the library's, or what the organisation says of its own."""
    if kpi_id in application.library:
        return application.library[kpi_id]
    own = next((i.own for i in application.indicators if i.own and i.id == kpi_id), None)
    if own is None:
        raise NotFound(kpi_id)
    return OwnKpiAnswer.of(kpi_id, own)


def _listed(application: Application) -> list[KpiSummary]:
    return [KpiSummary.of(indicator) for indicator in sorted(application.indicators, key=_by_id)]


def _by_id(indicator: Indicator) -> str:
    return indicator.id


def _ranked(application: Application, query: str, domain: str | None) -> list[KpiSummary]:
    found = application.recommender.search(query, date.today(), domain)
    return [KpiSummary.of(indicator, round(relevance, 4)) for indicator, relevance in found]
