"""A goal whose own measure does not measure what it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.thresholds import MEASURES
from service.domain.audit import Evidence, Finding, Severity

_NAMED = re.compile(
    r"^(?P<goal>.+?)[\s,;:(–—-]{1,5}(?:as\s+)?(?:measured|tracked|judged|gauged)\s+"
    r"(?:by|through|via|as|in\s+terms\s+of)\s+(?P<kpi>.+?)\)?\.?$"
    r"|^(?P<goal2>.+?)[\s,;(–—.-]{1,5}(?:kpi|metric|measure|indicator)s?\s*(?::|=|is|are)\s*(?P<kpi2>.+?)\)?\.?$",
    re.IGNORECASE,
)


def wrong_kpi(context: AuditContext) -> Iterator[Finding]:
    """Goals that name a measure which is about something else."""
    named = [
        (goal, *parts)
        for goal in context.goal_set.goals
        if goal.id in context.linked_goals and (parts := goal_and_measure(goal.text, goal.kpi))
    ]
    if not named:
        return
    texts = [text for _, wanted, measure in named for text in (wanted, measure)]
    vectors = context.embed_contents(texts)
    likeness = (vectors[0::2] * vectors[1::2]).sum(axis=1)
    for (goal, wanted, measure), cosine in zip(named, likeness, strict=True):
        if cosine >= MEASURES:
            continue
        where = f"goals.{goal.id}" if not goal.kpi else f"goals.{goal.id}.kpi"
        yield finding(
            context,
            "wrong_kpi",
            Severity.MEDIUM,
            0.5 + (MEASURES - float(cosine)),
            [goal.id],
            [],
            f"“{measure}” does not measure “{wanted}”: it can improve while the goal is missed.",
            f"Measure {context.readings[goal.id].subject or goal.id} itself: `plumbline recommend` "
            "proposes KPIs for it.",
            [Evidence(where, measure)],
        )


def goal_and_measure(text: str, kpi: str) -> tuple[str, str] | None:
    """What a goal wants and the measure it names for it, if it names one apart."""
    found = _NAMED.match(text)
    if kpi:
        return (found["goal"] or found["goal2"] if found else text), kpi
    if not found:
        return None
    return found["goal"] or found["goal2"], found["kpi"] or found["kpi2"]
