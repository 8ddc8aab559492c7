"""How well a goal set hangs together with its strategy, as one number with its parts.

Every part is an expectation over probabilities, never a count of what passed a threshold: a goal
that another wording moves from 0.49 to 0.51 moves the score by as little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.audit.context import AuditContext
from service.domain.audit import Finding, Score, ScorePart, Severity
from service.domain.goal_set import Goal

Values = NDArray[np.float64]

#: What each part says, and its weight while all of them can be told; together 1.
PARTS = {
    "linked": (0.35, "expected share of goals that hang from the strategy"),
    "served": (0.25, "expected share of objectives that at least one goal serves"),
    "placement": (0.15, "how right the declared parents are, of goals that declare one"),
    "harmony": (0.10, "share of goals that no severe conflict touches"),
    "measurability": (0.15, "how much of metric, target and deadline the goals name"),
}
#: A probability up to the first counts as none and from the second as full: no wording makes
#: anybody surer than that.
DOUBTED, SURE = 0.2, 0.8
#: As probable as this against the best objective, a declared parent is half right.
HALF_RIGHT = 0.2
_ASKED = ("metric", "target", "deadline")
_SAME = frozenset({"duplicate", "copy_of_parent"})


def score(context: AuditContext, findings: Iterable[Finding]) -> Score:
    """The alignment score of an audit.

    Goals weigh the same; those that say the same, by their text or by a finding, weigh as one.

    Args:
        context: The goal set, read and linked.
        findings: What the rules found in it.
    """
    findings = tuple(findings)
    weights = _weights(context, findings)
    belonging = context.support.belonging.astype(np.float64)
    right = _declared_right(context)
    declared = ~np.isnan(right)
    values = {
        "linked": _mean(_margin(belonging), weights),
        # The likeliest goal alone: a hundred faint ones, doubted for one reason, do not add up.
        "served": float(_margin(context.support.probability.max(axis=0)).mean()),
        # Under which objective an orphan stands matters little.
        "placement": _mean(right[declared], (weights * np.maximum(belonging, DOUBTED))[declared]),
        "harmony": _mean(1 - _quarrels(context, findings), weights),
        "measurability": _mean(_named(context), weights),
    }
    told = {name: value for name, value in values.items() if value is not None}
    whole = sum(PARTS[name][0] for name in told)
    parts = tuple(
        ScorePart(name, round(value, 4), round(PARTS[name][0] / whole, 4), PARTS[name][1])
        for name, value in told.items()
    )
    total = sum(PARTS[name][0] * value for name, value in told.items()) / whole
    return Score(round(100 * total, 1), parts)


def _margin(probability: NDArray[np.floating[Any]]) -> Values:
    beyond = (probability.astype(np.float64) - DOUBTED) / (SURE - DOUBTED)
    return np.clip(beyond, 0.0, 1.0)


def _mean(values: Values, weights: Values) -> float | None:
    whole = float(weights.sum())
    return float(values @ weights) / whole if whole else None


def _weights(context: AuditContext, findings: Iterable[Finding]) -> Values:
    """One over the number of goals that say the same, shape (goals,)."""
    goals = context.goal_set.goals
    row_of = {goal.id: row for row, goal in enumerate(goals)}
    head = list(range(len(goals)))

    def head_of(row: int) -> int:
        while head[row] != row:
            head[row] = head[head[row]]
            row = head[row]
        return row

    same: list[Sequence[int]] = [rows for rows in context.same_texts if len(rows) > 1]
    same += [[row_of[goal] for goal in f.goals] for f in findings if f.rule in _SAME and f.goals]
    for first, *others in same:
        for other in others:
            head[head_of(other)] = head_of(first)
    heads = np.array([head_of(row) for row in range(len(goals))])
    weights: Values = 1 / np.bincount(heads, minlength=len(goals))[heads]
    return weights


def _declared_right(context: AuditContext) -> Values:
    """How right the best declared objective is, in [0, 1], shape (g,); NaN without any."""
    column_of = {objective.id: n for n, objective in enumerate(context.goal_set.objectives)}
    right = np.full(len(context.goal_set.goals), np.nan)
    for row, goal in enumerate(context.goal_set.goals):
        columns = [column_of[entry] for entry in context.ancestors(goal) if entry in column_of]
        if columns:
            choice = context.support.choice[row]
            ratio = float(choice[columns].max() / choice.max())
            right[row] = ratio * (1 + HALF_RIGHT) / (ratio + HALF_RIGHT)
    return right


def _quarrels(context: AuditContext, findings: Iterable[Finding]) -> Values:
    """Confidence of the surest severe conflict of each goal, shape (g,)."""
    surest: dict[str, float] = {}
    for found in findings:
        if found.rule == "conflict" and found.severity is Severity.HIGH:
            for goal in found.goals:
                surest[goal] = max(surest.get(goal, 0.0), found.confidence)
    return np.array([surest.get(goal.id, 0.0) for goal in context.goal_set.goals])


def _named(context: AuditContext) -> Values:
    """Share of metric, target and deadline that each goal names, shape (g,)."""
    return np.array([1 - _lacking(context, goal) / len(_ASKED) for goal in context.goal_set.goals])


def _lacking(context: AuditContext, goal: Goal) -> int:
    missing = set(context.missing[goal.id]) & set(_ASKED)
    if "deadline" in missing and (goal.due or context.dated_above(goal)):
        missing.remove("deadline")
    return len(missing)
