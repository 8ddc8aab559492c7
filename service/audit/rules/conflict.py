"""Two goals, or a goal and its objective, that pull one thing in opposite directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.pairs import Worth, near_pairs, other_scope, related_by_parent
from service.audit.thresholds import (
    COMPARABLE,
    CONTESTED,
    CONTESTED_CLEARLY,
    SAME_SUBJECT,
)
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, StrategicObjective
from service.domain.objective import Movement, Objective
from service.domain.ports import Rows, Scores
from service.understanding.amounts import complement
from service.understanding.pressure import deed_of
from service.understanding.words import content_words

_SIGN: dict[Movement | None, int] = {Movement.INCREASE: 1, Movement.DECREASE: -1}
#: Less of one of these beside more of something else is one movement: "cut churn", "win members".
_ILL = re.compile(
    r"\b(?:churn|turnover|attrition|leav|loss|lose|wast|defect|error|complain|incident|accident|"
    r"injur|absen|delay|wait|fault|fail|scrap|reject|rerun|evict|arrears|infection|fall|miss|"
    r"overdue|backlog|debt|fraud|crime|burglar|unpaid|outstanding|emission|co2|nitrate|leak|rework|"
    r"downtime|lapse|residual|dropout|readmission|breach|outage|bug|false|pain|sick|risk|damage|"
    r"spoil|shrinkage|abandon|queue|duplicat|lead\s+time|cycle\s+time)\w*",
    re.IGNORECASE,
)

Entry = Goal | StrategicObjective


def conflict(context: AuditContext) -> Iterator[Finding]:
    """Goals, or a goal and its objective, one of which wants more and the other less of a thing."""
    goals = [
        (first, second) for first, second, _ in near_pairs(context, COMPARABLE, _pulls(context))
    ]
    above = [
        (context.goals[link.goal], context.objectives[link.objective]) for link in context.links
    ]
    compared: list[tuple[Goal, Entry]] = [*goals, *above]
    opposed = [_opposed(context, goal, other) for goal, other in compared]
    # At once, because few come this far, and one by one takes four times as long.
    context.subjects.embed(
        context.readings[entry.id].subject
        for pair, against in zip(compared, opposed, strict=True)
        for entry in pair
        if against
    )
    for (goal, other), against in zip(compared, opposed, strict=True):
        found = _one_subject(context, goal, other) if against else None
        if not found and isinstance(other, Goal):
            found = _one_thing(context, goal, other)
        if found:
            yield _finding(context, goal, other, *found)


def _pulls(context: AuditContext) -> Worth:
    """Tells pairs that want, or press for, opposite things."""
    wordings = [context.wordings[goal.id] for goal in context.goal_set.goals]
    wanted = np.array([_SIGN.get(wording.reading.direction, 0) for wording in wordings])
    pressed = np.array([wording.pressure for wording in wordings])

    def opposite(first: Rows, second: Rows, _: Scores) -> NDArray[np.bool_]:
        wants: NDArray[np.bool_] = wanted[first] * wanted[second] < 0
        presses: NDArray[np.bool_] = pressed[first] * pressed[second] < 0
        return wants | presses

    return opposite


def _finding(
    context: AuditContext, goal: Goal, other: Entry, thing: str, confidence: float
) -> Finding:
    goals = [entry for entry in (goal, other) if isinstance(entry, Goal)]
    return finding(
        context,
        "conflict",
        Severity.HIGH,
        confidence,
        [entry.id for entry in goals],
        [] if isinstance(other, Goal) else [other.id],
        f"“{goal.text}” and “{other.text}” pull {thing} in opposite directions.",
        f"Let {_owner(goal)} and {_owner(other)} agree on one direction for {thing}, or give "
        "each a scope in which the other does not act.",
    )


def _opposed(context: AuditContext, goal: Goal, other: Entry) -> bool:
    """Whether one wants its subject to rise and the other to fall, in one scope."""
    first, second = context.readings[goal.id], context.readings[other.id]
    signs = _SIGN.get(first.direction, 0), _SIGN.get(second.direction, 0)
    if signs[0] * signs[1] >= 0 or other_scope(first, second):
        return False
    less, more = (first, second) if signs[0] < 0 else (second, first)
    return not _cures(less, content_words(more.text))


def _one_subject(context: AuditContext, goal: Goal, other: Entry) -> tuple[str, float] | None:
    """The one subject of both, if it is one."""
    same = context.subject_similarity(goal.id, other.id)
    return (context.readings[goal.id].subject, same) if same >= SAME_SUBJECT else None


def _one_thing(context: AuditContext, goal: Goal, other: Goal) -> tuple[str, float] | None:
    """Words that few goals of the set use, and opposite pressure: beds opened and beds closed.

    What the words share must not be an ill that the one goal cures while the other builds.
    """
    first, second = context.readings[goal.id], context.readings[other.id]
    pressure = context.wordings[goal.id].pressure, context.wordings[other.id].pressure
    if pressure[0] * pressure[1] >= 0:
        return None
    shared = context.rare_words.shared(goal.id, other.id)
    weight = sum(shared.values())
    likeness = context.similarity(goal.id, other.id)
    if likeness * weight < CONTESTED and weight < CONTESTED_CLEARLY:
        return None
    if related_by_parent(context, goal, other) or other_scope(first, second):
        return None
    less = first if pressure[0] < 0 else second
    if _cures(less, frozenset(shared)) or _mirrored(context, goal, other):
        return None
    named = sorted(shared, key=lambda word: (-shared[word], word))[:2]
    return " and ".join(named), min(0.95, 0.5 + 0.2 * weight * likeness)


def _cures(reading: Objective, shared: frozenset[str]) -> bool:
    ills = (found[0].lower() for found in _ILL.finditer(deed_of(reading)))
    return any(not any(word.startswith(ill[:4]) for word in shared) for ill in ills)


def _mirrored(context: AuditContext, goal: Goal, other: Goal) -> bool:
    """Whether the two say one thing from both sides: 5% lost, 95% kept."""
    theirs = context.aimed_at[other.id]
    return any(complement(amount) in theirs for amount in context.aimed_at[goal.id])


def _owner(entry: Entry) -> str:
    if isinstance(entry, Goal):
        return entry.owner or f"the owner of {entry.id}"
    return entry.owner or f"the owner of objective {entry.id}"
