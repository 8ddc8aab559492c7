"""Two goals that want one subject to move in opposite directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.rules.pairs import near_pairs, other_scope, related_by_parent
from service.audit.thresholds import COMPARABLE, SAME_SUBJECT
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from service.domain.objective import Movement, Objective
from service.understanding.words import content_words

_PREPOSITION = re.compile(r"\s(?:of|in|on|at|for|to|with|from|by|per|within|among|across)\s")
_UP = frozenset({Movement.INCREASE})
_DOWN = frozenset({Movement.DECREASE})


def conflict(context: AuditContext) -> Iterator[Finding]:
    """Pairs with opposite directions on the same subject, in the same scope."""
    pairs = [
        (first, second)
        for first, second, _ in near_pairs(context, COMPARABLE)
        if _opposed(context.readings[first.id], context.readings[second.id])
        and not related_by_parent(context, first, second)
    ]
    similarity = _subject_similarity(context, pairs)
    for (first, second), same in zip(pairs, similarity, strict=True):
        if same < SAME_SUBJECT:
            continue
        up, down = _ordered(context, first, second)
        subject = context.readings[down.id].subject
        yield finding(
            context,
            "conflict",
            Severity.HIGH,
            same,
            [first.id, second.id],
            [],
            f"“{up.text}” and “{down.text}” pull {subject} in opposite directions.",
            f"Let {_owner(up)} and {_owner(down)} agree on one direction for {subject}, or give "
            "each a scope in which the other does not act.",
        )


def _opposed(first: Objective, second: Objective) -> bool:
    directions = {first.direction, second.direction}
    return bool(directions & _UP and directions & _DOWN) and not other_scope(first, second)


def _subject_similarity(context: AuditContext, pairs: list[tuple[Goal, Goal]]) -> list[float]:
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


def _ordered(context: AuditContext, first: Goal, second: Goal) -> tuple[Goal, Goal]:
    """The goal that wants more, then the one that wants less."""
    up = context.readings[first.id].direction in _UP
    return (first, second) if up else (second, first)


def _owner(goal: Goal) -> str:
    return goal.owner or f"the owner of {goal.id}"
