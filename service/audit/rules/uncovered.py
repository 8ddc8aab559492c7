"""An objective that no goal supports."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.domain.audit import Finding, Severity


def uncovered(context: AuditContext) -> Iterator[Finding]:
    """Objectives without an accepted link."""
    covered = {link.objective for link in context.links}
    for column, objective in enumerate(context.goal_set.objectives):
        if objective.id in covered:
            continue
        probability = context.support.belonging * context.support.choice[:, column]
        row = int(probability.argmax())
        nearest, best = context.goal_set.goals[row], float(probability[row])
        yield finding(
            context,
            "uncovered",
            Severity.HIGH,
            1 - best,
            [],
            [objective.id],
            f"No goal supports “{objective.text}”. The nearest is {nearest.id} "
            f"(“{nearest.text}”), with probability {best:.2f}.",
            "Set at least one goal under it, with an owner, or take the objective out of the "
            f"strategy: `plumbline recommend` proposes KPIs for {objective.id}.",
        )
