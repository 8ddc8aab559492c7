"""A team's or person's goal that goes past its department's, straight to the strategy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_library.models import Level
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.levels import level_of
from service.audit.thresholds import BETWEEN
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal

_ORDER = {Level.COMPANY: 0, Level.DEPARTMENT: 1, Level.TEAM: 2, Level.PERSON: 3}


def level_skipped(context: AuditContext) -> Iterator[Finding]:
    """Goals declared under an objective beside a goal of a higher level that they serve.

    A goal stands between when goals of lower levels already hang from it, it hangs from the
    same objective, and the text is nearer to it or to what hangs from it than to any other.
    """
    order = {goal.id: _ORDER[level_of(goal)] for goal in context.goal_set.goals}
    for objective in context.objectives:
        families = [
            (head, [context.row_of[member.id] for member in (head, *under)])
            for head in context.children.get(objective, ())
            if (under := context.children.get(head.id, ()))
            and any(order[child.id] > order[head.id] for child in under)
        ]
        for goal in context.children.get(objective, ()) if families else ():
            if goal.id in context.linked_goals and goal.id not in context.children:
                above = [family for family in families if order[family[0].id] < order[goal.id]]
                yield from _skipped(context, goal, objective, above)


def _skipped(
    context: AuditContext, goal: Goal, objective: str, above: Sequence[tuple[Goal, list[int]]]
) -> Iterator[Finding]:
    """The finding when the goal is nearer to one of the families than to the objective itself."""
    vector = context.goal_vectors[context.row_of[goal.id]]
    nearness = {head.id: float((context.goal_vectors[rows] @ vector).max()) for head, rows in above}
    best = max(nearness, key=lambda entry: (nearness[entry], entry), default=None)
    if best is None or nearness[best] < max(BETWEEN, context.similarity(goal.id, objective)):
        return
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
        [context.quote(best)],
        better=best,
    )
