"""Two goals, or a goal and its objective, that want one subject to move in opposite directions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import near_pairs, other_scope
from service.audit.thresholds import COMPARABLE, SAME_SUBJECT
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, StrategicObjective
from service.domain.objective import Movement, Objective
from service.understanding.words import content_words

_PREPOSITION = re.compile(r"\s(?:of|in|on|at|for|to|with|from|by|per|within|among|across)\s")
_UP = frozenset({Movement.INCREASE})
_DOWN = frozenset({Movement.DECREASE})

Entry = Goal | StrategicObjective


def conflict(context: AuditContext) -> Iterator[Finding]:
    """Goals, or a goal and its objective, that want one subject to move both ways."""
    goals = [(first, second) for first, second, _ in near_pairs(context, COMPARABLE)]
    above = [
        (context.goals[link.goal], context.objectives[link.objective]) for link in context.links
    ]
    compared: list[tuple[Goal, Entry]] = [*goals, *above]
    pairs = [
        (goal, other)
        for goal, other in compared
        if _opposed(context.readings[goal.id], context.readings[other.id])
    ]
    for (goal, other), same in zip(pairs, _subject_similarity(context, pairs), strict=True):
        if same >= SAME_SUBJECT:
            yield _finding(context, goal, other, same)


def _finding(context: AuditContext, goal: Goal, other: Entry, confidence: float) -> Finding:
    goals = [entry for entry in (goal, other) if isinstance(entry, Goal)]
    subject = context.readings[goal.id].subject
    return finding(
        context,
        "conflict",
        Severity.HIGH,
        confidence,
        [entry.id for entry in goals],
        [] if isinstance(other, Goal) else [other.id],
        f"“{goal.text}” and “{other.text}” pull {subject} in opposite directions.",
        f"Let {_owner(goal)} and {_owner(other)} agree on one direction for {subject}, or give "
        "each a scope in which the other does not act.",
    )


def _opposed(first: Objective, second: Objective) -> bool:
    directions = {first.direction, second.direction}
    return bool(directions & _UP and directions & _DOWN) and not other_scope(first, second)


def _subject_similarity(context: AuditContext, pairs: Sequence[tuple[Goal, Entry]]) -> list[float]:
    """How far two goals have one subject: 1 for the same words, else the subjects' cosine.

    Subjects are embedded here and not with the goals, because few goals come this far.
    """
    if not pairs:
        return []
    subjects = sorted({context.readings[goal.id].subject for pair in pairs for goal in pair})
    vector = dict(zip(subjects, context.embedder.embed(subjects), strict=True))
    result = []
    for first, second in pairs:
        a, b = (context.readings[goal.id].subject for goal in (first, second))
        result.append(_same_subject(a, b, float(vector[a] @ vector[b])))
    return result


def _same_subject(first: str, second: str, cosine: float) -> float:
    """The cosine, unless the words settle it.

    In an English compound the last noun is what it is about: "sales" and "sales team" share a
    word and are two things, and so are "team costs" and "sales team".
    """
    a, b = content_words(first), content_words(second)
    if a == b:
        return 1.0
    return cosine if not a & b or _head(first) == _head(second) else 0.0


def _head(subject: str) -> str:
    """Last word of the noun phrase, before any "of" or other preposition."""
    phrase = _PREPOSITION.split(subject.lower(), maxsplit=1)[0].split()
    return phrase[-1].rstrip("s") if phrase else ""


def _owner(entry: Entry) -> str:
    if isinstance(entry, Goal):
        return entry.owner or f"the owner of {entry.id}"
    return f"the owner of objective {entry.id}"
