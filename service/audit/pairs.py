"""Pairs of goals that speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from service.audit.context import AuditContext
from service.domain.goal_set import Goal
from service.domain.objective import Objective
from service.understanding.words import content_words


def near_pairs(context: AuditContext, least: float) -> Iterator[tuple[Goal, Goal, float]]:
    """Pairs of goals whose texts differ and have at least this cosine, each once, with it.

    Of goals with the same text, the one with the first id stands for all.
    """
    goals = context.goal_set.goals
    rows = [of_text[0] for of_text in context.same_texts]
    pairs = context.nearest_pairs
    for at in np.flatnonzero(pairs.cosine >= least):
        first, second = rows[pairs.first[at]], rows[pairs.second[at]]
        yield goals[first], goals[second], float(pairs.cosine[at])


def related_by_parent(context: AuditContext, first: Goal, second: Goal) -> bool:
    """Whether one is declared above the other."""
    return second.id in context.ancestors(first) or first.id in context.ancestors(second)


def other_scope(first: Objective, second: Objective) -> bool:
    """Whether both say where or for whom, and say it differently."""
    if not first.scope or not second.scope:
        return False
    return not content_words(first.scope) & content_words(second.scope)
