"""Give, list and undo feedback. Shared by command line, API and page."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from service.answers.feedback import FeedbackAnswer
from service.bootstrap import Application
from service.domain.feedback import Feedback, Wording
from service.domain.indicator import is_generated
from service.requests import FeedbackBody, require_known


def give(application: Application, body: FeedbackBody) -> FeedbackAnswer:
    """Keep a verdict.

    Raises:
        InputError: There is no such KPI, or the organisation has given too many verdicts.
        StoreUnavailable: The verdict cannot be kept.
    """
    if not is_generated(body.kpi):  # it stands in an answer, and in no catalogue
        own = (indicator.id for indicator in application.indicators)
        require_known(body.kpi, {*own, *(kpi.id for kpi in application.library)}, "kpi")
    feedback = Feedback(
        id=uuid.uuid4().hex,
        organisation=body.organisation,
        objective=body.objective,
        kpi=body.kpi,
        verdict=body.verdict,
        created_at=datetime.now(UTC),
        reason=body.reason,
        edit=Wording(**body.edit.model_dump()) if body.edit else None,
    )
    application.store.feedback.keep(feedback)
    return FeedbackAnswer.of(feedback)


def given(application: Application, organisation: str) -> list[FeedbackAnswer]:
    """All feedback of an organisation, oldest first.

    Raises:
        StoreUnavailable: The store cannot be read.
    """
    return [FeedbackAnswer.of(one) for one in application.store.feedback.of(organisation)]


def undo(application: Application, feedback_id: str) -> None:
    """Take a verdict away; answers are then as if it had never been given.

    Raises:
        NotFound: There is none with this id.
        StoreUnavailable: The store cannot be written.
    """
    application.store.feedback.remove(feedback_id)
