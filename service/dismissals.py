"""Dismiss findings, and let them stand again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.answering import kept_audit
from service.answers.audit import AuditAnswer, FindingAnswer
from service.answers.dismissal import DismissedFindingAnswer
from service.bootstrap import Application
from service.domain.audit import Dismissal
from service.domain.dismissal import DismissedFinding
from service.errors import NotFound
from service.past_audits import newest_audit
from service.requests import MAX_REASON


class DismissalBody(BaseModel):
    """Why a finding is let be, and who says so."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_REASON)
    ] = Field(examples=["Agreed with Facilities: it is theirs alone"])
    by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        default="", description="who dismisses it"
    )


def dismiss(
    application: Application, audit_id: str, finding_id: str, body: DismissalBody
) -> FindingAnswer:
    """The finding of a kept audit, dismissed for its organisation.

    Raises:
        NotFound: There is no such audit, or it has no such finding.
        InputError: The organisation has dismissed too many.
        StoreUnavailable: The dismissal cannot be kept.
    """
    return _dismiss(application, kept_audit(application, audit_id)[1], finding_id, body)


def dismiss_in_newest(
    application: Application, organisation: str | None, finding_id: str, body: DismissalBody
) -> FindingAnswer:
    """The finding of the newest audit, of an organisation or at all, dismissed.

    Raises:
        NotFound: There is no audit, or the newest has no such finding.
        InputError: The organisation has dismissed too many.
        StoreUnavailable: The dismissal cannot be kept.
    """
    return _dismiss(application, newest_audit(application, organisation)[1], finding_id, body)


def restore(application: Application, audit_id: str, finding_id: str) -> None:
    """Let a finding of the audit's organisation stand again.

    Raises:
        NotFound: There is no such audit, or the finding is not dismissed.
        StoreUnavailable: The store cannot be written.
    """
    organisation = kept_audit(application, audit_id)[1].organisation
    application.store.dismissals.remove(finding_id, organisation)


def dismissed(application: Application, organisation: str | None) -> list[DismissedFindingAnswer]:
    """What an organisation has dismissed, oldest first; everybody's for None.

    Raises:
        StoreUnavailable: The store cannot be read.
    """
    return [DismissedFindingAnswer.of(one) for one in application.store.dismissals.of(organisation)]


def _dismiss(
    application: Application, audit: AuditAnswer, finding_id: str, body: DismissalBody
) -> FindingAnswer:
    found = next((finding for finding in audit.findings if finding.id == finding_id), None)
    if found is None:
        raise NotFound(f"no finding with id {finding_id!r} in audit {audit.id}")
    dismissal = Dismissal(body.reason, body.by, datetime.now(UTC))
    application.store.dismissals.keep(
        DismissedFinding(audit.organisation, found.id, found.rule, found.message, dismissal)
    )
    return found.dismissed_by(dismissal)
