"""KPIs for an objective."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service import answering
from service.answers.recommendation import RecommendationAnswer
from service.api.dependencies import ReadyApplication
from service.api.json_route import JsonRoute
from service.api.openapi import BODY_PROBLEMS, problems
from service.api.recommendation_stream import EVENTS, streamed, wants_events
from service.requests import RecommendationBody

router = APIRouter(prefix="/v1/recommendations", tags=["recommendations"], route_class=JsonRoute)


@router.post(
    "",
    summary="Recommend KPIs for an objective",
    response_model=RecommendationAnswer,
    responses={200: {"content": EVENTS}, **problems(*BODY_PROBLEMS, 503)},
)
def recommend(
    body: RecommendationBody, application: ReadyApplication, request: Request
) -> RecommendationAnswer | Response:
    """KPIs worth adopting, each with formula, target, risk of gaming and cited reasons.

    When nothing fits, `abstained` is true and `reason` says why. Unknown numbers are null and
    named in `needs`. The answer is kept under `id`.

    With `Accept: text/event-stream` the answer comes as server-sent events, each with JSON on one
    line. An event `answer` holds the whole answer without the language model, at once. When a
    model is configured, a second event `answer` holds the whole answer with it, under the same
    `id`, and takes the place of the first. `done` is the last event. Without that header one
    answer comes, when the model has replied or its time is over.
    """
    if wants_events(request):
        embedded = answering.recommend_and_keep(application, body, None)
        return streamed(application, embedded, application.llm_session(body.organisation))
    llm = application.llm_session(body.organisation)
    return answering.recommend_and_keep(application, body, llm)


@router.get(
    "/{answer_id}", summary="A recommendation that was given", responses=problems(404, 422, 503)
)
def kept(answer_id: str, application: ReadyApplication) -> RecommendationAnswer:
    """The answer as it was given, whatever has changed in the library since."""
    return answering.kept_recommendation(application, answer_id)[1]
