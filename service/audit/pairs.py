"""Pairs of goals that speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from service.audit.context import AuditContext
from service.domain.goal_set import Goal
from service.domain.objective import Objective
from service.understanding.words import content_words

_BLOCK = 512
#: A goal is compared with this many of its nearest: in a set of look-alikes, every pair of them
#: would be more than anybody reads.
MOST_PARTNERS = 25


def near_pairs(context: AuditContext, least: float) -> Iterator[tuple[Goal, Goal, float]]:
    """Pairs of goals whose texts differ and have at least this cosine, each once, with it.

    Of goals with the same text, the one with the first id stands for all.
    """
    rows = [of_text[0] for of_text in context.same_texts]
    goals = [context.goal_set.goals[row] for row in rows]
    vectors = context.goal_vectors[rows]
    partners = min(MOST_PARTNERS + 1, len(goals))  # a goal is its own nearest
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(goals), _BLOCK):
        similarities = vectors[start : start + _BLOCK] @ vectors.T
        nearest = np.argpartition(-similarities, partners - 1, axis=1)[:, :partners]
        for offset, columns in enumerate(np.sort(nearest, axis=1)):
            row = start + offset
            for column in columns[similarities[offset, columns] >= least]:
                pair = (min(row, int(column)), max(row, int(column)))
                if row != column and pair not in seen:
                    seen.add(pair)
                    yield goals[pair[0]], goals[pair[1]], float(similarities[offset, column])


def related_by_parent(context: AuditContext, first: Goal, second: Goal) -> bool:
    """Whether one is declared above the other."""
    return second.id in context.ancestors(first) or first.id in context.ancestors(second)


def other_scope(first: Objective, second: Objective) -> bool:
    """Whether both say where or for whom, and say it differently."""
    if not first.scope or not second.scope:
        return False
    return not content_words(first.scope) & content_words(second.scope)
