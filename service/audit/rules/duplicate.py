"""Two owners who set the same result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import near_pairs, other_scope, related_by_parent
from service.audit.thresholds import SAME_RESULT, SAME_WORDS
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from service.domain.objective import Movement, Objective

_OPPOSITES = {Movement.INCREASE, Movement.DECREASE}
#: Deadlines further apart than this make two results of one.
SAME_PERIOD = timedelta(days=200)


def duplicate(context: AuditContext) -> Iterator[Finding]:
    """Goals with one text, and pairs with one direction, number and scope in nearly one sense."""
    for rows in context.same_texts:
        goals = [context.goal_set.goals[row] for row in rows]
        unrelated = [g for g in goals[1:] if not related_by_parent(context, goals[0], g)]
        if unrelated:
            yield _finding(context, [goals[0], *unrelated], 1.0)
    for first, second, cosine in near_pairs(context, SAME_RESULT):
        a, b = context.readings[first.id], context.readings[second.id]
        if not _same_result(a, b) or (a.target is None and cosine < SAME_WORDS):
            continue
        if not related_by_parent(context, first, second):
            yield _finding(context, [first, second], cosine)


def _finding(context: AuditContext, goals: list[Goal], confidence: float) -> Finding:
    texts = list(dict.fromkeys(f"“{goal.text}”" for goal in goals))
    owners = list(dict.fromkeys(goal.owner or goal.id for goal in goals))
    times = "twice" if len(goals) == 2 else f"{len(goals)} times"
    set_by = "sets" if len(texts) == 1 else "set"
    return finding(
        context,
        "duplicate",
        Severity.MEDIUM,
        confidence,
        [goal.id for goal in goals],
        [],
        f"{' and '.join(texts)} {set_by} the same result {times}.",
        f"Keep one goal, owned by {' or '.join(owners)}, and let each other one state its own "
        "contribution to it.",
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
