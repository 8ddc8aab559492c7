"""A goal whose day lies after that of what stands above it, or behind us."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.domain.audit import Finding, Severity

#: The grammar misreads about one day in a hundred.
CONFIDENCE = 0.95


def late(context: AuditContext) -> Iterator[Finding]:
    """Goals that come after their parent's last day, or whose own last day is past."""
    for goal in context.goal_set.goals:
        if goal.id not in context.linked_goals:
            continue
        due = context.due(goal.id)
        if due is None:
            continue
        if due < context.today:
            yield finding(
                context,
                "late",
                Severity.MEDIUM,
                CONFIDENCE,
                [goal.id],
                [],
                f"“{goal.text}” was due on {due:%-d %B %Y}, which is past.",
                "Say whether it was reached and close it, or give it a new day.",
            )
            continue
        for parent in goal.parents:
            above = context.due(parent)
            if above is None or due <= above:
                continue
            yield finding(
                context,
                "late",
                Severity.MEDIUM,
                CONFIDENCE,
                [goal.id],
                [parent],
                f"“{goal.text}” ends on {due:%-d %B %Y}, after {parent}, which it serves, has "
                f"ended on {above:%-d %B %Y}.",
                f"Bring it forward to {above:%-d %B %Y} or earlier, or say what of it counts for "
                f"{parent} by then.",
            )
