"""A target that cannot bring its parent's, by arithmetic alone."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import other_scope
from service.audit.thresholds import SAME_MEASURE, SAME_MEASURE_UNANCHORED
from service.domain.audit import Finding, Severity
from service.domain.objective import Movement, Objective, TargetKind

#: Rounding, and "about": a target this near to what is needed is enough.
ENOUGH = 0.98
CONFIDENCE = 0.85


def weak_target(context: AuditContext) -> Iterator[Finding]:
    """Goals on their parent's own measure that reach less than it needs, with none beside them."""
    for goal in context.goal_set.goals:
        if goal.id not in context.linked_goals:
            continue
        for parent in goal.parents:
            ours, above = context.readings[goal.id], context.readings[parent]
            shortfall = _shortfall(ours, above)
            if shortfall is None or not _one_measure(context, goal.id, parent):
                continue
            if _has_help(context, goal.id, parent):
                continue
            yield finding(
                context,
                "weak_target",
                Severity.MEDIUM,
                CONFIDENCE,
                [goal.id],
                [parent],
                f"“{goal.text}” falls short of what {parent} needs: {shortfall}.",
                f"Raise its target to that of {parent}, or name the goals that bring the rest.",
            )


def _shortfall(ours: Objective, above: Objective) -> str | None:
    """The arithmetic in words; None when the goal reaches enough or cannot be compared."""
    if ours.target is None or above.target is None:
        return None
    up = _up(above)
    if _up(ours) not in (up, None):
        return None
    mine, wanted = ours.target, above.target
    if mine.unit != wanted.unit or mine.kind is not wanted.kind:
        return None
    more = up or mine.kind is TargetKind.CHANGE
    enough = mine.value >= wanted.value * ENOUGH if more else mine.value * ENOUGH <= wanted.value
    if enough:
        return None
    return f"{_number(mine.value)} against {_number(wanted.value)} {_unit(mine.unit)}".rstrip()


def _up(reading: Objective) -> bool | None:
    """Whether more is better, from the direction or from baseline and target."""
    if reading.direction is Movement.INCREASE:
        return True
    if reading.direction is Movement.DECREASE:
        return False
    if reading.baseline and reading.target and reading.target.kind is TargetKind.ABSOLUTE:
        return reading.target.value > reading.baseline.value
    return reading.direction is Movement.ACHIEVE or None


def _one_measure(context: AuditContext, goal: str, parent: str) -> bool:
    """Whether both move one measure of one thing.

    Two texts that start from one number are about one thing; a goal that starts from another is
    about a part. Without a baseline in either, subject or text must be all but the same.
    """
    ours, above = context.readings[goal], context.readings[parent]
    likeness = context.similarity(goal, parent)
    if ours.baseline and above.baseline:
        return ours.baseline == above.baseline and likeness >= SAME_MEASURE
    if bool(ours.baseline) != bool(above.baseline) or other_scope(ours, above):
        return False
    return likeness >= SAME_MEASURE_UNANCHORED


def _has_help(context: AuditContext, goal: str, parent: str) -> bool:
    """Whether another goal under the same parent works on the same measure."""
    return any(
        other.id != goal
        and context.readings[other.id].target is not None
        and context.subject_similarity(other.id, goal) >= SAME_MEASURE_UNANCHORED
        for other in context.children[parent]
    )


def _number(value: float) -> str:
    return f"{value:,.10g}"


def _unit(unit: str) -> str:
    return {"percent": "%", "count": ""}.get(unit, unit.replace("_", " "))
