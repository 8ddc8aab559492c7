"""A goal declared under one objective that plainly serves another."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import BETTER_BY, SUPPORTS
from service.domain.audit import Evidence, Finding, Severity


def wrong_parent(context: AuditContext) -> Iterator[Finding]:
    """Declared objectives that the goal supports clearly less than another one."""
    columns = {o.id: column for column, o in enumerate(context.goal_set.objectives)}
    for row, goal in enumerate(context.goal_set.goals):
        declared = [parent for parent in goal.parents if parent in columns]
        best = context.goal_set.objectives[int(context.support[row].argmax())]
        if not declared or best.id in declared:
            continue
        support = float(context.support[row, columns[best.id]])
        parent = max(declared, key=lambda entry: context.support[row, columns[entry]])
        behind = support - float(context.support[row, columns[parent]])
        if support < SUPPORTS or behind < BETTER_BY:
            continue
        yield finding(
            context,
            "wrong_parent",
            Severity.MEDIUM,
            support * (1 - float(context.support[row, columns[parent]])),
            [goal.id],
            [parent],
            f"“{goal.text}” is declared under {parent}, but it serves {best.id} "
            f"(probability {support:.2f} against {support - behind:.2f}).",
            f"Move it under {best.id}, or say in the goal what it changes for {parent}.",
            [Evidence(f"objectives.{best.id}", best.text)],
            better=best.id,
        )
