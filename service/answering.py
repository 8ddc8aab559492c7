"""Compute an answer and keep it; read a kept one. Shared by command line, API and page."""

from __future__ import annotations

from datetime import date

from service.adapters.importers.goal_set import GoalSetDocument, to_document, to_goal_set
from service.adapters.store.database import AnswerKind
from service.answers.audit import AuditAnswer
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from service.domain.goal_set import GoalSet
from service.domain.ports import Progress
from service.keeping import keep, kept, revise
from service.llm.session import LlmSession
from service.requests import RecommendationBody


def recommend(
    application: Application, body: RecommendationBody, llm: LlmSession | None
) -> RecommendationAnswer:
    """Recommend in the light of the organisation's feedback, without keeping the answer.

    Args:
        application: Answers.
        body: The request.
        llm: The language model to ask as well; None for the embedded answer.

    Raises:
        InputError: It asks for what there is not.
        StoreUnavailable: The feedback cannot be read.
        Abandoned: Nobody waits for the answer any more.
    """
    recommender = application.recommender
    feedback = application.store.feedback.of(body.organisation)
    known = recommender.catalogue.row_of.keys()
    request = body.to_request(application.library, known, date.today(), feedback)
    return RecommendationAnswer.of(recommender.recommend(request, llm))


def recommend_and_keep(
    application: Application, body: RecommendationBody, llm: LlmSession | None
) -> RecommendationAnswer:
    """Recommend, and keep request and answer.

    Raises:
        InputError: It asks for what there is not.
        StoreUnavailable: The answer cannot be kept.
        Abandoned: Nobody waits for the answer any more.
    """
    # The day is part of what was asked: asking again tomorrow may read "next year" otherwise.
    body = body.model_copy(update={"today": body.today or date.today()})
    answer = recommend(application, body, llm)
    return keep(application, AnswerKind.RECOMMENDATION, body.model_dump(mode="json"), answer)


def improve_and_keep(
    application: Application, answer_id: str, llm: LlmSession
) -> RecommendationAnswer:
    """Ask a language model as well, and keep its answer in the place of the embedded one.

    Raises:
        NotFound: There is no recommendation with this id.
        StoreUnavailable: The answer cannot be kept; the embedded one stays.
        Abandoned: Nobody waits for the answer any more; the embedded one stays.
    """
    body, embedded = kept_recommendation(application, answer_id)
    better = recommend(application, body, llm)
    return revise(application, AnswerKind.RECOMMENDATION, embedded, better)


def kept_recommendation(
    application: Application, answer_id: str
) -> tuple[RecommendationBody, RecommendationAnswer]:
    """What was asked and answered.

    Raises:
        NotFound: There is no recommendation with this id.
    """
    asked, answer = kept(application, AnswerKind.RECOMMENDATION, answer_id, RecommendationAnswer)
    return RecommendationBody.model_validate(asked), answer


def audit_and_keep(
    application: Application,
    goal_set: GoalSet,
    today: date | None,
    on_progress: Progress | None = None,
) -> AuditAnswer:
    """Audit, and keep goal set and answer.

    Raises:
        InputError: The language model is configured as it cannot be.
        StoreUnavailable: The answer cannot be kept.
    """
    answer = audit(application, goal_set, today or date.today(), on_progress)
    return keep_audit(application, goal_set, answer)


def audit(
    application: Application, goal_set: GoalSet, today: date, on_progress: Progress | None = None
) -> AuditAnswer:
    """Audit, with the language model where one is configured, without keeping the answer.

    Raises:
        InputError: The language model is configured as it cannot be.
    """
    seconds = application.settings.llm_audit_deadline_s
    llm = application.llm_session(goal_set.organisation, seconds)
    return AuditAnswer.of(application.auditor.audit(goal_set, today, on_progress, llm))


def keep_audit(application: Application, goal_set: GoalSet, answer: AuditAnswer) -> AuditAnswer:
    """Keep an audit, and read it with the dismissals of today.

    Raises:
        StoreUnavailable: The answer cannot be kept.
    """
    asked = {
        "goal_set": to_document(goal_set).model_dump(mode="json"),
        "today": answer.today.isoformat(),
    }
    summary = answer.model_dump(mode="json", include={"objectives", "goals", "score"})
    kept_answer = keep(application, AnswerKind.AUDIT, asked, answer, answer.organisation, summary)
    return _with_dismissals(application, kept_answer)


def kept_audit(application: Application, answer_id: str) -> tuple[GoalSet, AuditAnswer]:
    """What was audited and found, with the dismissals of today.

    Raises:
        NotFound: There is no audit with this id.
    """
    asked, answer = kept(application, AnswerKind.AUDIT, answer_id, AuditAnswer)
    goal_set = to_goal_set(GoalSetDocument.model_validate(asked["goal_set"]))
    return goal_set, _with_dismissals(application, answer)


def _with_dismissals(application: Application, answer: AuditAnswer) -> AuditAnswer:
    """Dismissals are not kept in the audit, so that one holds for those made before it, too."""
    dismissed = application.store.dismissals.of(answer.organisation)
    return answer.with_dismissals({one.finding: one.dismissal for one in dismissed})
