"""What organisations make of the KPIs that they were offered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service import feedback
from service.answers.feedback import FeedbackAnswer
from service.api.dependencies import ReadyApplication
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.requests import FeedbackBody, OrganisationName

router = APIRouter(prefix="/v1/feedback", tags=["feedback"], route_class=JsonRoute)

Organisation = Annotated[
    OrganisationName,
    Query(description="whose feedback; empty for the one that this installation belongs to"),
]


@router.post(
    "",
    summary="Accept, reject or edit a KPI",
    status_code=201,
    responses=problems(*BODY_PROBLEMS, 503),
)
def give(body: FeedbackBody, application: ReadyApplication) -> FeedbackAnswer:
    """The organisation's next answers heed it and say so, until it is deleted under its `id`.

    A verdict counts for objectives near the one it was given for. A rejection takes the KPI out
    of answers to the same objective.
    """
    return feedback.give(application, body)


@router.get("", summary="All feedback of an organisation", responses=problems(422, 503))
def given(application: ReadyApplication, organisation: Organisation = "") -> list[FeedbackAnswer]:
    """Oldest first."""
    return feedback.given(application, organisation)


@router.delete(
    "/{feedback_id}", summary="Undo feedback", status_code=204, responses=problems(404, 422, 503)
)
def undo(feedback_id: str, application: ReadyApplication) -> None:
    """Answers are then as if it had never been given."""
    feedback.undo(application, feedback_id)
