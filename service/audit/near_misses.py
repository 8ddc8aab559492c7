"""Pairs of goals that may conflict or be one, which the rules let pass; a model reads them.

The rules read directions from words and miss conflicts that are told without them. What is offered
is ranked by what two goals in conflict mostly share, whatever the parse of their directions says:
nearness, words that few others use, and opposite pressure. On ``evals/datasets/findings/dev`` that
puts 14 of the 18 conflicts that the rule misses among the first ten pairs of an organisation and
15 among the first twenty; by the cosine alone it is 6 and 7. That two goals' KPIs are each other's
counter-metrics added one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

import numpy as np

from service.audit.context import AuditContext
from service.audit.pairs import near_pairs, related_by_parent
from service.domain.audit import Finding
from service.domain.goal_set import Goal

#: Pairs offered for each goal of the set, and in a small set at least so many.
CONFLICTS_PER_GOAL, LEAST_CONFLICTS = 0.4, 12
DUPLICATES_PER_GOAL, LEAST_DUPLICATES = 0.1, 4
#: In units of cosine, what a word that no other goal uses adds, and opposite pressure.
_RARE_WORD, _MOST_RARE_WORDS, _OPPOSED = 0.2, 2.0, 0.2

GoalPair = tuple[Goal, Goal]


def conflict_near_misses(context: AuditContext, found: Iterable[Finding]) -> list[GoalPair]:
    """Pairs that may conflict, likeliest first; those that were found aside."""
    pairs = list(_unfound(context, found))
    most = max(LEAST_CONFLICTS, ceil(CONFLICTS_PER_GOAL * len(context.goal_set.goals)))
    if not pairs:
        return []
    scores = np.array([_contention(context, *pair) for pair in pairs])
    best = np.argsort(-scores, kind="stable")
    return _unrelated(context, ((pairs[at][0], pairs[at][1]) for at in best), most)


def duplicate_near_misses(context: AuditContext, found: Iterable[Finding]) -> list[GoalPair]:
    """Pairs that may set one result, nearest first; those that were found aside."""
    most = max(LEAST_DUPLICATES, ceil(DUPLICATES_PER_GOAL * len(context.goal_set.goals)))
    nearest = sorted(_unfound(context, found), key=lambda pair: -pair[2])
    owned = ((a, b) for a, b, _ in nearest if not a.owner or a.owner != b.owner)
    return _unrelated(context, owned, most)


def _unfound(context: AuditContext, found: Iterable[Finding]) -> Iterator[tuple[Goal, Goal, float]]:
    """All pairs but those of which a finding says that they conflict or are one."""
    known = {frozenset(f.goals) for f in found if f.rule in ("conflict", "duplicate")}
    for first, second, cosine in near_pairs(context, -1.0):
        if frozenset((first.id, second.id)) not in known:
            yield first, second, cosine


def _contention(context: AuditContext, first: Goal, second: Goal, cosine: float) -> float:
    shared = sum(context.rare_words.shared(first.id, second.id).values())
    opposed = context.wordings[first.id].pressure * context.wordings[second.id].pressure < 0
    return cosine + _RARE_WORD * min(shared, _MOST_RARE_WORDS) + _OPPOSED * opposed


def _unrelated(context: AuditContext, pairs: Iterable[GoalPair], most: int) -> list[GoalPair]:
    kept: list[GoalPair] = []
    for first, second in pairs:
        if len(kept) == most:
            break
        if not related_by_parent(context, first, second):
            kept.append((first, second))
    return kept
