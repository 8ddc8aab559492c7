"""KPIs for an objective."""

from __future__ import annotations

from fastapi import APIRouter

from service import answering
from service.answers.recommendation import RecommendationAnswer
from service.api.dependencies import ReadyApplication
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.requests import RecommendationBody

router = APIRouter(prefix="/v1/recommendations", tags=["recommendations"], route_class=JsonRoute)


@router.post("", summary="Recommend KPIs for an objective", responses=problems(*BODY_PROBLEMS, 503))
def recommend(body: RecommendationBody, application: ReadyApplication) -> RecommendationAnswer:
    """KPIs worth adopting, each with formula, target, risk of gaming and cited reasons.

    When nothing fits, `abstained` is true and `reason` says why. Unknown numbers are null and
    named in `needs`. The answer is kept under `id`.
    """
    return answering.recommend_and_keep(application, body)


@router.get(
    "/{answer_id}", summary="A recommendation that was given", responses=problems(404, 422, 503)
)
def kept(answer_id: str, application: ReadyApplication) -> RecommendationAnswer:
    """The answer as it was given, whatever has changed in the library since."""
    return answering.kept_recommendation(application, answer_id)[1]
