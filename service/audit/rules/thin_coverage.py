"""An objective that names two things, one of which no goal works on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from service.audit.aims import Pair, joined_in
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import SERVES_AIM, TURNS_TO_AIM
from service.domain.audit import Evidence, Finding, Severity
from service.domain.ports import Scores


def thin_coverage(context: AuditContext) -> Iterator[Finding]:
    """Aims that an objective names in so many words and that none of its goals turns to."""
    goals_of: dict[str, list[int]] = {}
    for entry in context.links:
        goals_of.setdefault(entry.objective, []).append(context.row_of[entry.goal])
    named = [
        (objective, pairs)
        for objective in goals_of
        if (pairs := joined_in(context.readings[objective]))
    ]
    sides = [side for _, pairs in named for pair in pairs for side in pair]
    vectors = iter(context.embed_contents(sides))
    for objective, pairs in named:
        rows = goals_of[objective]
        goals = context.goal_vectors[rows]
        aims = [(pair, np.stack((next(vectors), next(vectors)))) for pair in pairs]
        found = next((f for pair, aim in aims if (f := _unserved(pair, goals @ aim.T))), None)
        if found is None:
            continue
        aim, confidence = found
        yield finding(
            context,
            "thin_coverage",
            Severity.MEDIUM,
            confidence,
            [],
            [objective],
            f"Of what {objective} names, no goal works on “{aim}”: reaching all "
            f"{len(set(rows))} goals under it would not reach the objective.",
            f"Set a goal for “{aim}”, with an owner, or take it out of the objective.",
            [Evidence(f"objectives.{objective}", aim)],
        )


def _unserved(pair: Pair, likeness: Scores) -> tuple[str, float] | None:
    """The side that no goal is near or turns to, and how surely; likeness has shape (goals, 2)."""
    nearest, turns = likeness.max(axis=0), (likeness - likeness[:, ::-1]).max(axis=0)
    side = int(turns.argmin())
    if nearest[side] >= SERVES_AIM or turns[side] >= TURNS_TO_AIM:
        return None
    return pair[side], 0.6 + float(TURNS_TO_AIM - turns[side])
