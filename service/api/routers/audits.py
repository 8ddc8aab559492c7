"""Audits of goal sets."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from service import answering, dismissals, past_audits
from service.adapters.exporters.audit_workbook import to_workbook
from service.adapters.importers.goal_set import GoalSetDocument, to_goal_set
from service.answers.audit import AuditAnswer, FindingAnswer
from service.answers.dismissal import DismissedFindingAnswer
from service.answers.drift import AuditPage, AuditSummary, DriftAnswer
from service.api.dependencies import ReadyApplication
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.api.security_headers import policy_for_inline_style
from service.dismissals import DismissalBody
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

Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
OfOrganisation = Annotated[
    str | None,
    Query(max_length=200, description="only its audits; empty for goal sets that name none"),
]
Organisation = Annotated[
    str, Query(max_length=200, description="empty for goal sets that name none")
]
Since = Annotated[
    str | None,
    Query(
        max_length=200,
        description="id of an earlier audit, to show what changed since; `last` for the one before",
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


@router.get("", summary="Audits that were made", responses=problems(422, 503))
def listed(
    application: ReadyApplication,
    organisation: OfOrganisation = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> AuditPage:
    """Newest first, without links and findings."""
    return past_audits.audits(application, organisation, limit, offset)


@router.get("/history", summary="The alignment score over time", responses=problems(422, 503))
def history(application: ReadyApplication, organisation: Organisation = "") -> list[AuditSummary]:
    """The organisation's audits with score and parts, oldest first.

    Scores of two models or library versions are hard to compare; each audit names its own.
    """
    return past_audits.history(application, organisation)


@router.get("/dismissals", summary="Dismissed findings", responses=problems(422, 503))
def dismissed(
    application: ReadyApplication, organisation: OfOrganisation = None
) -> list[DismissedFindingAnswer]:
    """Oldest first, whether or not the newest audit still has them."""
    return dismissals.dismissed(application, organisation)


@router.post(
    "/{answer_id}/findings/{finding_id}/dismissal",
    summary="Dismiss a finding",
    status_code=201,
    responses=problems(404, *BODY_PROBLEMS, 503),
)
def dismiss(
    answer_id: str, finding_id: str, body: DismissalBody, application: ReadyApplication
) -> FindingAnswer:
    """All audits of the organisation show it as dismissed, until its goals are reworded."""
    return dismissals.dismiss(application, answer_id, finding_id, body)


@router.delete(
    "/{answer_id}/findings/{finding_id}/dismissal",
    summary="Let a finding stand again",
    status_code=204,
    responses=problems(404, 422, 503),
)
def restore(answer_id: str, finding_id: str, application: ReadyApplication) -> None:
    """It is open again in all audits of the organisation."""
    dismissals.restore(application, answer_id, finding_id)


@router.get("/{answer_id}", summary="An audit that was made", responses=problems(404, 422, 503))
def kept(answer_id: str, application: ReadyApplication) -> AuditAnswer:
    """The audit as it was made, whatever has changed since; only dismissals are today's."""
    return answering.kept_audit(application, answer_id)[1]


@router.get(
    "/{answer_id}/diff/{other_id}",
    summary="What changed between two audits",
    responses=problems(404, 422, 503),
)
def diff(answer_id: str, other_id: str, application: ReadyApplication) -> DriftAnswer:
    """From the one that was made first to the other, in whichever order they are named."""
    return past_audits.difference(application, answer_id, other_id)


@router.get(
    "/{answer_id}/report",
    summary="An audit as one HTML file or workbook",
    response_class=HTMLResponse,
    responses={200: {"content": {XLSX: {}}}, **problems(404, 422, 503)},
)
def report(
    answer_id: str,
    application: ReadyApplication,
    format: ReportFormat = ReportFormat.HTML,
    since: Since = None,
) -> Response:
    """Self-contained: no script, no network; print it or send it on.

    It shows the alignment score over the organisation's audits up to this one. The workbook
    holds what the page leaves out when it is long.
    """
    goal_set, answer = answering.kept_audit(application, answer_id)
    drift = since and past_audits.drift_since(application, since, goal_set, answer)
    shown = answer, goal_set, drift or None, past_audits.history_until(application, answer)
    if format is ReportFormat.XLSX:
        named = {"Content-Disposition": f'attachment; filename="audit-{answer_id}.xlsx"'}
        return Response(to_workbook(*shown), media_type=XLSX, headers=named)
    policy = policy_for_inline_style(style_of(answer))
    page = render_audit(*shown)
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
