"""Two owners who set the same result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.rules.pairs import near_pairs, other_scope, related_by_parent
from service.audit.thresholds import SAME_RESULT, SAME_WORDS
from service.domain.audit import Finding, Severity
from service.domain.objective import Movement, Objective

_OPPOSITES = {Movement.INCREASE, Movement.DECREASE}
#: Deadlines further apart than this make two results of one.
SAME_PERIOD = timedelta(days=200)


def duplicate(context: AuditContext) -> Iterator[Finding]:
    """Pairs of goals with the same direction, numbers and scope in nearly the same sense."""
    for first, second, cosine in near_pairs(context, SAME_RESULT):
        a, b = context.readings[first.id], context.readings[second.id]
        if not _same_result(a, b) or (a.target is None and cosine < SAME_WORDS):
            continue
        if related_by_parent(context, first, second):
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
    if {first.direction, second.direction} == _OPPOSITES or other_scope(first, second):
        return False
    if _amount(first) != _amount(second):
        return False
    if first.deadline is None or second.deadline is None:
        return True
    return abs(first.deadline - second.deadline) <= SAME_PERIOD


def _amount(goal: Objective) -> tuple[float, str] | None:
    """The number aimed at; "add 45" and "45 more" differ in kind but not in result."""
    return (goal.target.value, goal.target.unit) if goal.target else None
