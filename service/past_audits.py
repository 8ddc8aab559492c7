"""Audits that were made: lists of them, and what changed between two."""

from __future__ import annotations

from service.adapters.store.database import AnswerKind
from service.adapters.store.summaries import Summary
from service.answering import kept_audit
from service.answers.audit import AuditAnswer
from service.answers.drift import AuditPage, AuditSummary, DriftAnswer
from service.audit.drift import drift
from service.bootstrap import Application
from service.domain.goal_set import GoalSet
from service.errors import InputError, NotFound

#: In place of an id: the organisation's newest audit.
LAST = "last"
#: Audits that a history goes back.
LONGEST_HISTORY = 500

KeptAudit = tuple[GoalSet, AuditAnswer]


def audits(
    application: Application, organisation: str | None, limit: int, offset: int = 0
) -> AuditPage:
    """Audits that were made, newest first.

    Args:
        application: Whose store is read.
        organisation: Whose audits; None for everybody's.
        limit: At most how many.
        offset: How many newer ones to leave out.

    Raises:
        StoreUnavailable: The store cannot be read.
    """
    page = application.store.summaries.page(AnswerKind.AUDIT, organisation, limit, offset)
    return AuditPage(items=[_summary(item) for item in page.items], total=page.total)


def history(application: Application, organisation: str) -> list[AuditSummary]:
    """The organisation's audits that have a score, oldest first.

    Raises:
        StoreUnavailable: The store cannot be read.
    """
    newest = audits(application, organisation, LONGEST_HISTORY).items
    return [audit for audit in reversed(newest) if audit.score is not None]


def history_until(application: Application, audit: AuditAnswer) -> list[AuditSummary]:
    """Audits with a score of this one's organisation, up to it, oldest first.

    None when it names no organisation: other goal sets without a name need not be of the same.

    Raises:
        StoreUnavailable: The store cannot be read.
    """
    until = audit.created_at
    if not audit.organisation or until is None:
        return []
    return [a for a in history(application, audit.organisation) if a.created_at <= until]


def drift_since(
    application: Application, since: str, goal_set: GoalSet, audit: AuditAnswer
) -> DriftAnswer:
    """What changed since the audit with this id, or for ``LAST`` since the one before.

    Args:
        application: Where audits are kept.
        since: Which audit to compare with.
        goal_set: Of the later audit.
        audit: The later audit, which is kept too.

    Raises:
        NotFound: There is no such audit.
        InputError: It was made after this one.
        StoreUnavailable: The store cannot be read.
    """
    made = audit.created_at
    if since == LAST:
        kept = audits(application, audit.organisation, LONGEST_HISTORY).items
        before = next((one.id for one in kept if made and one.created_at < made), None)
        if before is None:
            raise NotFound(f"no audit of {audit.organisation!r} before this one")
        since = before
    earlier = kept_audit(application, since)
    if made and earlier[1].created_at and earlier[1].created_at > made:
        raise InputError(f"{since} was made after this audit", where="since")
    return compared(earlier, (goal_set, audit))


def earlier_audit(application: Application, since: str, organisation: str) -> KeptAudit:
    """The audit with this id, or the organisation's newest one for ``LAST``.

    Raises:
        NotFound: There is none.
        StoreUnavailable: The store cannot be read.
    """
    return (
        newest_audit(application, organisation) if since == LAST else kept_audit(application, since)
    )


def newest_audit(application: Application, organisation: str | None) -> KeptAudit:
    """The organisation's newest audit; the newest of all for None.

    Raises:
        NotFound: There is none.
        StoreUnavailable: The store cannot be read.
    """
    newest = audits(application, organisation, 1).items
    if not newest:
        raise NotFound(
            "no audit yet" if organisation is None else f"no audit of {organisation!r} yet"
        )
    return kept_audit(application, newest[0].id)


def compared(before: KeptAudit, after: KeptAudit) -> DriftAnswer:
    """What changed from one audit to the other."""
    changes = drift(before[1].to_audit(before[0]), after[1].to_audit(after[0]))
    return DriftAnswer.of(changes, before[1], after[1])


def difference(application: Application, one: str, other: str) -> DriftAnswer:
    """What changed between two audits; whichever was made first is the earlier one.

    Raises:
        NotFound: One of them does not exist.
        StoreUnavailable: The store cannot be read.
    """
    first, second = kept_audit(application, one), kept_audit(application, other)
    made = [audit.created_at for _, audit in (first, second)]
    if made[0] and made[1] and made[0] > made[1]:
        first, second = second, first
    return compared(first, second)


def _summary(item: Summary) -> AuditSummary:
    given = {name: value for name, value in vars(item).items() if name not in ("kind", "content")}
    return AuditSummary.model_validate({**given, **item.content})
