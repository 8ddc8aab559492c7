"""Audits of goal sets."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from service import answering
from service.adapters.exporters.audit_workbook import to_workbook
from service.adapters.importers.goal_set import GoalSetDocument, to_goal_set
from service.answers.audit import AuditAnswer
from service.api.dependencies import ReadyApplication
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.api.security_headers import policy_for_inline_style
from service.requests import EARLIEST_DAY, LATEST_DAY
from service.web.audit_report import render_audit, style_of

router = APIRouter(prefix="/v1/audits", tags=["audits"], route_class=JsonRoute)

Today = Annotated[
    date | None,
    Query(
        ge=EARLIEST_DAY,
        le=LATEST_DAY,
        description="the day from which 'next year' counts; by default the server's",
    ),
]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportFormat(StrEnum):
    """How a report is written; as JSON an audit is at its own address."""

    HTML = "html"
    XLSX = "xlsx"


@router.post("", summary="Audit a goal set", responses=problems(*BODY_PROBLEMS, 503))
def audit(
    document: GoalSetDocument, application: ReadyApplication, today: Today = None
) -> AuditAnswer:
    """Links from goals to objectives, and findings with evidence and a fix.

    The audit is kept under `id`.
    """
    return answering.audit_and_keep(application, to_goal_set(document), today)


@router.get("/{answer_id}", summary="An audit that was made", responses=problems(404, 422, 503))
def kept(answer_id: str, application: ReadyApplication) -> AuditAnswer:
    """The audit as it was made, whatever has changed since."""
    return answering.kept_audit(application, answer_id)[1]


@router.get(
    "/{answer_id}/report",
    summary="An audit as one HTML file or workbook",
    response_class=HTMLResponse,
    responses={200: {"content": {XLSX: {}}}, **problems(404, 422, 503)},
)
def report(
    answer_id: str, application: ReadyApplication, format: ReportFormat = ReportFormat.HTML
) -> Response:
    """Self-contained: no script, no network; print it or send it on.

    The workbook holds what the page leaves out when it is long.
    """
    goal_set, answer = answering.kept_audit(application, answer_id)
    if format is ReportFormat.XLSX:
        named = {"Content-Disposition": f'attachment; filename="audit-{answer_id}.xlsx"'}
        return Response(to_workbook(answer, goal_set), media_type=XLSX, headers=named)
    policy = policy_for_inline_style(style_of(answer))
    page = render_audit(answer, goal_set)
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
