"""Objectives carried down to departments."""

from __future__ import annotations

from fastapi import APIRouter

from service import cascading
from service.answers.cascade import CascadeAnswer
from service.api.dependencies import ReadyApplication
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.cascading import CascadeBody

router = APIRouter(prefix="/v1/cascades", tags=["cascades"], route_class=JsonRoute)


@router.post(
    "", summary="Carry an objective down to departments", responses=problems(*BODY_PROBLEMS, 503)
)
def cascade(body: CascadeBody, application: ReadyApplication) -> CascadeAnswer:
    """For each department an objective, its KPIs, and what of the parent it carries.

    Each KPI has the path of drivers up to the parent's KPI, and a target where arithmetic
    allows. `gaps` says what no department carries, `tensions` which two would pull against each
    other, `unknown_departments` which names say nothing. The answer is kept under `id`.
    """
    return cascading.cascade_and_keep(application, body)


@router.get("/{answer_id}", summary="A cascade that was made", responses=problems(404, 422, 503))
def kept(answer_id: str, application: ReadyApplication) -> CascadeAnswer:
    """The cascade as it was made, whatever has changed since."""
    return cascading.kept_cascade(application, answer_id)
