"""Most goals hang from one objective, and the others get what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import CONCENTRATED
from service.domain.audit import Finding, Severity

#: With fewer objectives, one of them has half of the goals by right.
LEAST_OBJECTIVES = 3
#: In a handful of goals, one more or less makes a share.
LEAST_GOALS = 8


def concentration(context: AuditContext) -> Iterator[Finding]:
    """The objective that most of the goals support first, if it is far more than half."""
    first = context.first_objective
    goals, objectives = len(first), len(context.goal_set.objectives)
    if objectives < LEAST_OBJECTIVES or goals < LEAST_GOALS:
        return
    counts = Counter(first.values())
    objective, count = counts.most_common(1)[0]
    share = count / goals
    if share < CONCENTRATED:
        return
    others = (entry for entry in context.objectives if entry != objective)
    fewest = min(others, key=lambda entry: (counts[entry], entry))
    yield finding(
        context,
        "concentration",
        Severity.MEDIUM,
        min(1.0, share / CONCENTRATED - 0.2),
        [],
        [objective],
        f"{count} of {goals} goals ({share:.0%}) serve {objective}; the other "
        f"{objectives - 1} objectives share {goals - count}.",
        f"Ask whether {objective} is worth that share of all effort; if not, move people to the "
        f"others, first to {fewest}, which has {counts[fewest]}.",
    )
