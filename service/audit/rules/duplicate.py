"""Two owners who set the same result."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.rules.pairs import near_pairs, other_scope, related_by_parent
from service.audit.thresholds import SAME_RESULT
from service.domain.audit import Finding, Severity
from service.domain.objective import Objective


def duplicate(context: AuditContext) -> Iterator[Finding]:
    """Pairs of goals with the same direction, numbers and scope in nearly the same sense."""
    for first, second, cosine in near_pairs(context, SAME_RESULT):
        if related_by_parent(context, first, second):
            continue
        if not _same_result(context.readings[first.id], context.readings[second.id]):
            continue
        owners = [goal.owner or goal.id for goal in (first, second)]
        yield finding(
            context,
            "duplicate",
            Severity.MEDIUM,
            cosine,
            [first.id, second.id],
            [],
            f"“{first.text}” and “{second.text}” set the same result twice.",
            f"Keep one goal, owned by {owners[0]} or {owners[1]}, and let the other state its "
            "own contribution to it.",
        )


def _same_result(first: Objective, second: Objective) -> bool:
    opposite = first.direction != second.direction and None not in (
        first.direction,
        second.direction,
    )
    if opposite or other_scope(first, second):
        return False
    if first.target != second.target:
        return False
    return not (first.deadline and second.deadline and first.deadline != second.deadline)
