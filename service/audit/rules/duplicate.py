"""Two owners who set the same result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import near_pairs, other_scope, related_by_parent
from service.audit.thresholds import (
    ALIKE_BUT_FOR_A_NAME,
    SAME_RESULT,
    SAME_RESULT_COMMON_NUMBER,
    SAME_WORDS,
)
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from service.domain.objective import Movement, Objective, Quantity, TargetKind
from service.domain.ports import Rows, Scores
from service.understanding.amounts import Amount, amount_of, complement

#: Who raises, lowers or keeps something does not do what another one of the three does.
_AGAINST = (
    {Movement.INCREASE, Movement.DECREASE},
    {Movement.INCREASE, Movement.MAINTAIN},
    {Movement.DECREASE, Movement.MAINTAIN},
)
#: Deadlines further apart than this make two results of one.
SAME_PERIOD = timedelta(days=62)
_ROUND_SHARES = frozenset({10.0, 20.0, 25.0, 50.0, 75.0, 80.0, 90.0, 95.0, 100.0})
_SMALL_NUMBER = 6
_NEVER = 2.0


def duplicate(context: AuditContext) -> Iterator[Finding]:
    """Goals with one text, and pairs with one direction, number and scope in nearly one sense."""
    for rows in context.same_texts:
        goals = [context.goal_set.goals[row] for row in rows]
        unrelated = [g for g in goals[1:] if not related_by_parent(context, goals[0], g)]
        if unrelated:
            yield _finding(context, [goals[0], *unrelated], 1.0)
    numbered = np.array([bool(context.aimed_at[goal.id]) for goal in context.goal_set.goals])

    def worth(first: Rows, second: Rows, cosine: Scores) -> NDArray[np.bool_]:
        alike = numbered[first] == numbered[second]
        found: NDArray[np.bool_] = alike & (numbered[first] | (cosine >= SAME_WORDS))
        return found

    for first, second, cosine in near_pairs(context, SAME_RESULT, worth):
        one_owner = first.owner and first.owner == second.owner
        if one_owner or cosine < _least_likeness(context, first, second):
            continue
        if not related_by_parent(context, first, second):
            yield _finding(context, [first, second], cosine)


def _finding(context: AuditContext, goals: list[Goal], confidence: float) -> Finding:
    texts = list(dict.fromkeys(f"“{goal.text}”" for goal in goals))
    owners = list(dict.fromkeys(goal.owner or goal.id for goal in goals))
    times = "twice" if len(goals) == 2 else f"{len(goals)} times"
    set_by = "sets" if len(texts) == 1 else "set"
    return finding(
        context,
        "duplicate",
        Severity.MEDIUM,
        confidence,
        [goal.id for goal in goals],
        [],
        f"{' and '.join(texts)} {set_by} the same result {times}.",
        f"Keep one goal, owned by {' or '.join(owners)}, and let each other one state its own "
        "contribution to it.",
    )


def _least_likeness(context: AuditContext, first: Goal, second: Goal) -> float:
    """The cosine from which on two goals set one result; above 1 when they cannot.

    One amount in both, or what the one loses and the other keeps, says most. What many goals
    share by chance, a round share or a small number, says less.
    """
    ours, theirs = context.aimed_at[first.id], context.aimed_at[second.id]
    least = _by_amounts(context.readings[first.id], context.readings[second.id], ours, theirs)
    return _NEVER if least < _NEVER and _apart(context, first, second) else least


def _by_amounts(
    a: Objective, b: Objective, ours: frozenset[Amount], theirs: frozenset[Amount]
) -> float:
    if any(complement(amount) in theirs for amount in ours):
        levels = ours - theirs - _change(a)
        if any(complement(amount) in theirs - _change(b) for amount in levels):
            return SAME_RESULT
    if {a.direction, b.direction} in _AGAINST:
        return _NEVER
    shared = ours & theirs
    if shared:
        rare = any(not _common(amount) for amount in shared)
        return SAME_RESULT if rare else SAME_RESULT_COMMON_NUMBER
    return _NEVER if ours or theirs else SAME_WORDS


def _apart(context: AuditContext, first: Goal, second: Goal) -> bool:
    """Whether two goals speak of two places, times, names or starts."""
    a, b = context.readings[first.id], context.readings[second.id]
    return (
        other_scope(a, b)
        or _apart_in_time(context, first, second)
        or _named_apart(context, first, second)
        or bool(a.baseline and b.baseline and _start_apart(a.baseline, b.baseline))
    )


def _change(reading: Objective) -> frozenset[Amount]:
    """The amount by which something is to change: 20% less leaves no 80% that anybody keeps."""
    if reading.target is None or reading.target.kind is not TargetKind.CHANGE:
        return frozenset()
    return frozenset({amount_of(reading.target.value, reading.target.unit)})


def _start_apart(first: Quantity, second: Quantity) -> bool:
    """Whether two goals start from different numbers that are not two sides of one."""
    a, b = (amount_of(each.value, each.unit) for each in (first, second))
    return a[0] == b[0] and a != b and complement(a) != b


def _common(amount: Amount) -> bool:
    kind, value = amount
    if kind == "share":
        return value in _ROUND_SHARES
    return value <= _SMALL_NUMBER or (kind == "minute" and value / 60 <= _SMALL_NUMBER)


def _apart_in_time(context: AuditContext, first: Goal, second: Goal) -> bool:
    a, b = context.due(first.id), context.due(second.id)
    return a is not None and b is not None and abs(a - b) > SAME_PERIOD


def _named_apart(context: AuditContext, first: Goal, second: Goal) -> bool:
    """Whether two texts agree but for a word on either side: two pumps, two towns, two clients."""
    a, b = context.wordings[first.id].words, context.wordings[second.id].words
    agree = len(a & b) >= ALIKE_BUT_FOR_A_NAME * len(a | b)
    return agree and bool(a - b) and bool(b - a)
