"""Compute an answer and keep it; read a kept one. Shared by command line, API and page."""

from __future__ import annotations

from datetime import date

from service.adapters.importers.goal_set import GoalSetDocument, to_document, to_goal_set
from service.adapters.store.database import AnswerKind, StoredAnswer
from service.answers import AuditAnswer, RecommendationAnswer
from service.bootstrap import Application
from service.domain.goal_set import GoalSet
from service.domain.ports import Progress
from service.requests import RecommendationBody


def recommend(application: Application, body: RecommendationBody) -> RecommendationAnswer:
    """Recommend in the light of the organisation's feedback, without keeping the answer.

    Raises:
        InputError: It asks for what there is not.
        StoreUnavailable: The feedback cannot be read.
    """
    recommender = application.recommender
    feedback = application.store.feedback.of(body.organisation)
    known = recommender.catalogue.row_of.keys()
    request = body.to_request(application.library, known, date.today(), feedback)
    return RecommendationAnswer.of(recommender.recommend(request))


def recommend_and_keep(application: Application, body: RecommendationBody) -> RecommendationAnswer:
    """Recommend, and keep request and answer.

    Raises:
        InputError: It asks for what there is not.
        StoreUnavailable: The answer cannot be kept.
    """
    # The day is part of what was asked: asking again tomorrow may read "next year" otherwise.
    body = body.model_copy(update={"today": body.today or date.today()})
    answer = recommend(application, body)
    stored = application.store.add(
        AnswerKind.RECOMMENDATION,
        body.model_dump(mode="json"),
        answer.model_dump(mode="json", exclude={"id", "created_at"}),
        answer.library_version,
        answer.model,
    )
    return answer.model_copy(update={"id": stored.id, "created_at": stored.created_at})


def kept_recommendation(
    application: Application, answer_id: str
) -> tuple[RecommendationBody, RecommendationAnswer]:
    """What was asked and answered.

    Raises:
        NotFound: There is no recommendation with this id.
    """
    stored = application.store.get(AnswerKind.RECOMMENDATION, answer_id)
    body = RecommendationBody.model_validate(stored.request)
    return body, RecommendationAnswer.model_validate(_identified(stored))


def audit_and_keep(
    application: Application,
    goal_set: GoalSet,
    today: date | None,
    on_progress: Progress | None = None,
) -> AuditAnswer:
    """Audit, and keep goal set and answer.

    Raises:
        StoreUnavailable: The answer cannot be kept.
    """
    audit = application.auditor.audit(goal_set, today or date.today(), on_progress)
    answer = AuditAnswer.of(audit)
    stored = application.store.add(
        AnswerKind.AUDIT,
        {
            "goal_set": to_document(goal_set).model_dump(mode="json"),
            "today": answer.today.isoformat(),
        },
        answer.model_dump(mode="json", exclude={"id", "created_at"}),
        answer.library_version,
        answer.model,
    )
    return answer.model_copy(update={"id": stored.id, "created_at": stored.created_at})


def kept_audit(application: Application, answer_id: str) -> tuple[GoalSet, AuditAnswer]:
    """What was audited and found.

    Raises:
        NotFound: There is no audit with this id.
    """
    stored = application.store.get(AnswerKind.AUDIT, answer_id)
    document = GoalSetDocument.model_validate(stored.request["goal_set"])
    return to_goal_set(document), AuditAnswer.model_validate(_identified(stored))


def _identified(stored: StoredAnswer) -> dict[str, object]:
    return {**stored.answer, "id": stored.id, "created_at": stored.created_at}
