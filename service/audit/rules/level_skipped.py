"""A team's or person's goal that goes past its department's, straight to the strategy."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_library.models import Level
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.levels import level_of
from service.audit.thresholds import BETWEEN
from service.domain.audit import Evidence, Finding, Severity
from service.domain.goal_set import Goal

_ORDER = {Level.COMPANY: 0, Level.DEPARTMENT: 1, Level.TEAM: 2, Level.PERSON: 3}


def level_skipped(context: AuditContext) -> Iterator[Finding]:
    """Goals declared under an objective beside a goal of a higher level that they serve.

    A goal stands between when goals of lower levels already hang from it, it hangs from the
    same objective, and the text is nearer to it or to what hangs from it than to any other.
    """
    for goal in context.goal_set.goals:
        if goal.id not in context.linked_goals or goal.id in context.children:
            continue
        for objective in goal.parents:
            if objective not in context.objectives:
                continue
            between = [
                other
                for other in context.children[objective]
                if _stands_above(context, other, goal)
            ]
            if not between:
                continue
            nearness = {other.id: _nearness(context, goal, other) for other in between}
            best = max(nearness, key=lambda entry: (nearness[entry], entry))
            # One that is nearer to the objective than to what stands between hangs well.
            if nearness[best] < max(BETWEEN, context.similarity(goal.id, objective)):
                continue
            yield finding(
                context,
                "level_skipped",
                Severity.LOW,
                nearness[best],
                [goal.id],
                [objective],
                f"“{goal.text}” ({goal.owner or level_of(goal).value}) hangs straight from "
                f"{objective}, past {best}, which it serves: “{context.goals[best].text}”.",
                f"Hang it from {best}, so that {context.goals[best].owner or best} counts it.",
                [Evidence(f"goals.{best}", context.goals[best].text)],
                better=best,
            )


def _stands_above(context: AuditContext, other: Goal, goal: Goal) -> bool:
    if other.id == goal.id or _ORDER[level_of(other)] >= _ORDER[level_of(goal)]:
        return False
    return any(
        _ORDER[level_of(child)] > _ORDER[level_of(other)]
        for child in context.children.get(other.id, ())
    )


def _nearness(context: AuditContext, goal: Goal, other: Goal) -> float:
    """Cosine of a goal to another, or to the nearest of those that hang from it."""
    family = (other, *context.children.get(other.id, ()))
    return max(context.similarity(goal.id, member.id) for member in family)
