"""An objective that names two things, one of which no goal works on."""

from __future__ import annotations

from collections.abc import Iterator

from service.audit.aims import joined_in
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import SERVES_AIM, TURNS_TO_AIM
from service.domain.audit import Evidence, Finding, Severity


def thin_coverage(context: AuditContext) -> Iterator[Finding]:
    """Aims that an objective names in so many words and that none of its goals turns to."""
    goals_of: dict[str, list[int]] = {}
    for entry in context.links:
        goals_of.setdefault(entry.objective, []).append(context.row_of[entry.goal])
    for objective in context.goal_set.objectives:
        rows = goals_of.get(objective.id)
        pairs = joined_in(context.readings[objective.id])
        if not rows or not pairs:
            continue
        goals = context.goal_vectors[rows]
        for pair in pairs:
            likeness = goals @ context.embed_contents(pair).T
            nearest, turns = likeness.max(axis=0), (likeness - likeness[:, ::-1]).max(axis=0)
            side = int(turns.argmin())
            if nearest[side] >= SERVES_AIM or turns[side] >= TURNS_TO_AIM:
                continue
            yield finding(
                context,
                "thin_coverage",
                Severity.MEDIUM,
                0.6 + float(TURNS_TO_AIM - turns[side]),
                [],
                [objective.id],
                f"Of what {objective.id} names, no goal works on “{pair[side]}”: reaching all "
                f"{len(set(rows))} goals under it would not reach the objective.",
                f"Set a goal for “{pair[side]}”, with an owner, or take it out of the objective.",
                [Evidence(f"objectives.{objective.id}", pair[side])],
            )
            break
