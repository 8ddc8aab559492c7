"""A goal declared under one objective that plainly serves another."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import DECLARED_SUPPORTS
from service.domain.audit import Finding, Severity


def wrong_parent(context: AuditContext) -> Iterator[Finding]:
    """Declared objectives that the goal supports clearly less than another one."""
    columns = {o.id: column for column, o in enumerate(context.goal_set.objectives)}
    for row, goal in enumerate(context.goal_set.goals):
        declared = [parent for parent in goal.parents if parent in columns]
        choice = context.support.choice[row]
        best = context.goal_set.objectives[int(choice.argmax())]
        if not declared or best.id in declared or goal.id not in context.linked_goals:
            continue
        parent = max(declared, key=lambda entry: choice[columns[entry]])
        declared_choice, best_choice = float(choice[columns[parent]]), float(choice.max())
        if declared_choice >= DECLARED_SUPPORTS * best_choice:
            continue
        yield finding(
            context,
            "wrong_parent",
            Severity.MEDIUM,
            best_choice / (best_choice + declared_choice),
            [goal.id],
            [parent],
            f"“{goal.text}” is declared under {parent}, but fits {best.id} "
            f"{best_choice / declared_choice:.1f} times as well.",
            f"Move it under {best.id}, or say in the goal what it changes for {parent}.",
            [context.quote(best.id)],
            better=best.id,
        )
