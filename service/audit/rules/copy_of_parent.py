"""A goal that says what its parent says, and nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import other_scope
from service.audit.sameness import same_amount, word_agreement
from service.audit.thresholds import COPY_BY_MEANING, COPY_BY_WORDS, COPY_WITH_NUMBER
from service.domain.audit import Finding, Severity


def copy_of_parent(context: AuditContext) -> Iterator[Finding]:
    """Goals whose words, or meaning and numbers, are those of an entry they are declared under."""
    for goal in context.goal_set.goals:
        for parent in goal.parents:
            sameness = _sameness(context, goal.id, parent)
            if not sameness:
                continue
            yield finding(
                context,
                "copy_of_parent",
                Severity.MEDIUM,
                sameness,
                [goal.id],
                [parent],
                f"“{goal.text}” repeats {parent}, which it is to serve: “"
                f"{context.entry(parent).text}”.",
                f"Say what {goal.owner or goal.id} contributes to {parent}: which part of it, by "
                "what means, by how much and until when.",
            )


def _sameness(context: AuditContext, goal: str, parent: str) -> float:
    """How surely a goal is a copy, in [0, 1]; 0 when it is none."""
    ours, above = context.readings[goal], context.readings[parent]
    if not same_amount(ours, above) or other_scope(ours, above):
        return 0.0
    if (ours.baseline and above.baseline) and ours.baseline.value != above.baseline.value:
        return 0.0
    words = word_agreement(context.wordings[goal], context.wordings[parent])
    meaning = context.similarity(goal, parent)
    # One number in both speaks for a copy; without it the words alone must.
    number = ours.target is not None and ours.target == above.target
    if words >= COPY_BY_WORDS or meaning >= (COPY_WITH_NUMBER if number else COPY_BY_MEANING):
        return max(words, meaning)
    return 0.0
