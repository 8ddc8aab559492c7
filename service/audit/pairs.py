"""Pairs of goals that speak of the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from service.audit.context import AuditContext
from service.domain.goal_set import Goal
from service.domain.objective import Objective
from service.domain.ports import Rows, Scores
from service.understanding.words import content_words

#: Of pairs, by the rows of their goals and their cosines, those that can be what a rule looks for.
Worth = Callable[[Rows, Rows, Scores], NDArray[np.bool_]]


def near_pairs(
    context: AuditContext, least: float, worth: Worth | None = None
) -> Iterator[tuple[Goal, Goal, float]]:
    """Pairs of goals whose texts differ and have at least this cosine, each once, with it.

    Of goals with the same text, the one with the first id stands for all.

    Args:
        context: The goal set.
        least: The cosine.
        worth: Looks at all pairs at once, as one by one takes far longer; None for all of them.
    """
    goals = context.goal_set.goals
    rows = np.array([of_text[0] for of_text in context.same_texts], dtype=np.intp)
    pairs = context.nearest_pairs
    first, second = rows[pairs.first], rows[pairs.second]
    wanted: NDArray[np.bool_] = pairs.cosine >= least
    if worth:
        wanted &= worth(first, second, pairs.cosine)
    for at in np.flatnonzero(wanted):
        yield goals[first[at]], goals[second[at]], float(pairs.cosine[at])


def related_by_parent(context: AuditContext, first: Goal, second: Goal) -> bool:
    """Whether one is declared above the other."""
    return second.id in context.ancestors(first) or first.id in context.ancestors(second)


def other_scope(first: Objective, second: Objective) -> bool:
    """Whether both say where or for whom, and say it differently."""
    if not first.scope or not second.scope:
        return False
    return not content_words(first.scope) & content_words(second.scope)
