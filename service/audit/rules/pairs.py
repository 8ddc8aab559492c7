"""Pairs of goals that speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from service.audit.context import AuditContext
from service.domain.goal_set import Goal
from service.domain.objective import Objective
from service.understanding.words import content_words

_BLOCK = 512


def near_pairs(context: AuditContext, least: float) -> Iterator[tuple[Goal, Goal, float]]:
    """Pairs of goals whose texts have at least this cosine, each once, with the cosine."""
    vectors, goals = context.goal_vectors, context.goal_set.goals
    for start in range(0, len(goals), _BLOCK):
        similarities = vectors[start : start + _BLOCK] @ vectors.T
        rows, columns = np.nonzero(similarities >= least)
        for row, column in zip(rows + start, columns, strict=True):
            if row < column:
                yield goals[row], goals[column], float(similarities[row - start, column])


def related_by_parent(context: AuditContext, first: Goal, second: Goal) -> bool:
    """Whether one is declared above the other."""
    return second.id in context.ancestors(first) or first.id in context.ancestors(second)


def other_scope(first: Objective, second: Objective) -> bool:
    """Whether both say where or for whom, and say it differently."""
    if not first.scope or not second.scope:
        return False
    return not content_words(first.scope) & content_words(second.scope)
