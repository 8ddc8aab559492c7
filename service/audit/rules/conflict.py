"""Two goals, or a goal and its objective, that want one subject to move in opposite directions."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import near_pairs, other_scope
from service.audit.thresholds import COMPARABLE, SAME_SUBJECT
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, StrategicObjective
from service.domain.objective import Movement, Objective

_UP = frozenset({Movement.INCREASE})
_DOWN = frozenset({Movement.DECREASE})

Entry = Goal | StrategicObjective


def conflict(context: AuditContext) -> Iterator[Finding]:
    """Goals, or a goal and its objective, that want one subject to move both ways."""
    goals = [(first, second) for first, second, _ in near_pairs(context, COMPARABLE)]
    above = [
        (context.goals[link.goal], context.objectives[link.objective]) for link in context.links
    ]
    compared: list[tuple[Goal, Entry]] = [*goals, *above]
    pairs = [
        (goal, other)
        for goal, other in compared
        if _opposed(context.readings[goal.id], context.readings[other.id])
    ]
    context.subjects.embed(context.readings[e.id].subject for pair in pairs for e in pair)
    for goal, other in pairs:
        same = context.subject_similarity(goal.id, other.id)
        if same >= SAME_SUBJECT:
            yield _finding(context, goal, other, same)


def _finding(context: AuditContext, goal: Goal, other: Entry, confidence: float) -> Finding:
    goals = [entry for entry in (goal, other) if isinstance(entry, Goal)]
    subject = context.readings[goal.id].subject
    return finding(
        context,
        "conflict",
        Severity.HIGH,
        confidence,
        [entry.id for entry in goals],
        [] if isinstance(other, Goal) else [other.id],
        f"“{goal.text}” and “{other.text}” pull {subject} in opposite directions.",
        f"Let {_owner(goal)} and {_owner(other)} agree on one direction for {subject}, or give "
        "each a scope in which the other does not act.",
    )


def _opposed(first: Objective, second: Objective) -> bool:
    directions = {first.direction, second.direction}
    return bool(directions & _UP and directions & _DOWN) and not other_scope(first, second)


def _owner(entry: Entry) -> str:
    if isinstance(entry, Goal):
        return entry.owner or f"the owner of {entry.id}"
    return f"the owner of objective {entry.id}"
