"""An objective with several aims, one of which no goal works on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from service.audit.aims import aims_of
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import SERVES_AIM
from service.domain.audit import Evidence, Finding, Severity


def thin_coverage(context: AuditContext) -> Iterator[Finding]:
    """Aims that an objective names in so many words and that none of its goals is about."""
    for objective in context.goal_set.objectives:
        aims = aims_of(objective.text)
        rows = [context.row_of[x.goal] for x in context.links if x.objective == objective.id]
        if len(aims) < 2 or not rows:
            continue
        likeness = context.embed_contents(aims) @ context.goal_vectors[rows].T
        # What every aim shares with the goals says nothing of one of them.
        apart = likeness - likeness.mean(axis=0, keepdims=True)
        served = (likeness + apart).max(axis=1)
        weakest = int(np.argmin(served))
        if served[weakest] >= SERVES_AIM:
            continue
        yield finding(
            context,
            "thin_coverage",
            Severity.MEDIUM,
            0.5 + (SERVES_AIM - float(served[weakest])),
            [],
            [objective.id],
            f"Of what {objective.id} names, no goal works on “{aims[weakest]}”: reaching all "
            f"{len(set(rows))} goals under it would not reach the objective.",
            f"Set a goal for “{aims[weakest]}”, with an owner, or take it out of the objective.",
            [Evidence(f"objectives.{objective.id}", aims[weakest])],
        )
