"""A goal of which nobody could say afterwards whether it was met."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.measurability import missing_parts, rewrite
from service.domain.audit import Finding, Severity

CONFIDENCE = {1: 0.7, 2: 0.85, 3: 0.95, 4: 0.95}


def not_measurable(context: AuditContext) -> Iterator[Finding]:
    """Goals without metric, target, or any deadline in sight.

    A goal that lacks nothing but a deadline inherits the one above it. An orphan is left to
    its own finding: whether to keep it comes before how to word it.
    """
    for goal in context.goal_set.goals:
        if goal.id not in context.linked_goals:
            continue
        reading = context.readings[goal.id]
        missing = (
            missing_parts(reading, context.kpi_names, dated=True)
            if goal.due
            else context.missing[goal.id]
        )
        if not missing or (missing == ("deadline",) and context.dated_above(goal)):
            continue
        *others, last = (f"a {part}" for part in missing)
        needs = " and ".join(filter(None, (", ".join(others), last)))
        yield finding(
            context,
            "not_measurable",
            Severity.LOW if missing == ("deadline",) else Severity.MEDIUM,
            CONFIDENCE[len(missing)],
            [goal.id],
            [],
            f"“{goal.text}” names no {', no '.join(missing)}.",
            f"Give it {needs}: “{rewrite(reading, missing)}”.",
            missing=missing,
        )
