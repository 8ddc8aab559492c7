"""A goal that serves nothing in the strategy, whatever it is declared under."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.domain.audit import Finding, Severity

#: From here on the orphan is clear enough to stop a scheduled job.
CLEAR = 0.8


def orphan(context: AuditContext) -> Iterator[Finding]:
    """Goals without an accepted link; the surer, the lower their best support."""
    for row, goal in enumerate(context.goal_set.goals):
        if goal.id in context.linked_goals:
            continue
        nearest = context.goal_set.objectives[int(context.support.choice[row].argmax())]
        confidence = 1 - float(context.support.belonging[row])
        yield finding(
            context,
            "orphan",
            Severity.HIGH if confidence >= CLEAR else Severity.MEDIUM,
            confidence,
            [goal.id],
            [],
            f"“{goal.text}” serves nothing in the strategy (probability {1 - confidence:.2f} that "
            f"it does). The nearest objective is {nearest.id}: “{nearest.text}”.",
            f"Drop it, or say in the goal what it changes for {nearest.id}; if it serves "
            "something that the strategy does not name, take that to the strategy's owner.",
        )
