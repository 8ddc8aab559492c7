"""What a language model's votes move: log-odds, within one bound, all in one place.

A model is one voice beside the embedded one. Its vote is taken as evidence that multiplies odds, as
in Good (1950), "Probability and the Weighing of Evidence", and is held to a bound: whatever a reply
says, odds move by ``BOUND`` at most, so what the texts say more clearly than that stands.

How much naming an objective weighs rests on the replies of one large model, to version 1 of the
prompt, for the 30 organisations of ``evals/datasets/findings/dev``; the other weights are reckoned.
It named the right objective for all 226 goals where it was sure,
for 49 of 50 where it leaned to one and for 9 of 9 where it guessed; that a goal serves none was
right 18 of 20 times when it was sure and never, in five, when it was not. Odds of that size go
beyond the bound, which is what guards against smaller models and against one that is talked into
something; by 0.67 / (0.33 / 9), log 2.9, a model moves them that puts two thirds of goals under the
right one of ten objectives.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from service.audit.confidence import log_odds
from service.audit.support import Support
from service.audit.thresholds import BELONGS, DECLARED_SUPPORTS
from service.domain.goal_set import GoalSet
from service.domain.ports import Scores
from service.llm.adjudicate_findings import ClaimVote
from service.llm.adjudicate_links import LinkVote
from service.llm.sureness import Sure
from service.matching.relevance import sigmoid

#: Log-odds by which a vote moves anything at most.
BOUND = 2.5
#: The share of it that a vote has, by how sure the model says it is: on a claim, or that a goal
#: serves nothing.
WEIGHTS: Mapping[Sure, float] = {Sure.HIGH: 1.0, Sure.MEDIUM: 0.6, Sure.LOW: 0.25}
#: The same for a vote that names an objective.
NAMED: Mapping[Sure, float] = {Sure.HIGH: 1.0, Sure.MEDIUM: 1.0, Sure.LOW: 0.6}
#: The second of the objectives that a goal serves gains this part of what the first gains.
NEXT = 0.92
_LEAST = 1e-6


def shift(sure: Sure, yes: bool) -> float:
    """Log-odds by which a vote moves what it is about, within ``BOUND``."""
    return BOUND * WEIGHTS[sure] * (1 if yes else -1)


def _belonging_shift(vote: LinkVote) -> float:
    return BOUND * NAMED[vote.sure] if vote.serves else shift(vote.sure, False)


def with_link_votes(support: Support, votes: Mapping[int, LinkVote]) -> Support:
    """Support after the votes on some goals, by row.

    Whether a goal belongs moves up when it is said to serve something, else down; of the
    objectives, those that it serves gain on the others.
    """
    belonging, choice = support.belonging.copy(), support.choice.copy()
    rows = list(votes)
    by = np.array([_belonging_shift(votes[row]) for row in rows])
    belonging[rows] = sigmoid(_log_odds(belonging[rows]) + by.astype(np.float32))
    for row, vote in votes.items():
        utility = np.log(np.maximum(choice[row], _LEAST))
        for place, column in enumerate(vote.serves):
            utility[column] += BOUND * NAMED[vote.sure] * NEXT**place
        odds = np.exp(utility - utility.max())
        choice[row] = odds / odds.sum()
    return Support(belonging, choice)


def with_claim_vote(confidence: float, vote: ClaimVote) -> float:
    """A finding's calibrated confidence after a vote on it."""
    return moved(confidence, shift(vote.sure, vote.holds))


def moved(confidence: float, by: float) -> float:
    """A confidence moved by log-odds."""
    return round(float(1 / (1 + np.exp(-log_odds(confidence) - by))), 3)


def doubtful(goal_set: GoalSet, support: Support) -> list[int]:
    """Rows of the goals on which a vote could change what is decided, most doubtful first.

    That is when belonging lies within ``BOUND`` of the threshold; or when it does belong, and
    the best objective leads the next by less, or the declared one is that near to being let go.
    Most doubtful is where the likeliest answer, one of the objectives or none, is least probable.
    """
    belonging = _log_odds(support.belonging)
    threshold = float(np.log(BELONGS / (1 - BELONGS)))
    near = np.abs(belonging - threshold) < BOUND
    choosing = (belonging > threshold) & _choice_open(goal_set, support)
    wrong = 1 - np.maximum(support.probability.max(axis=1), 1 - support.belonging)
    return sorted(map(int, np.flatnonzero(near | choosing)), key=lambda row: (-wrong[row], row))


def _choice_open(goal_set: GoalSet, support: Support) -> NDArray[np.bool_]:
    """Whether a vote could change which objectives a goal hangs from, shape (g,)."""
    logs = np.log(np.maximum(support.choice, _LEAST))
    best = logs.max(axis=1)
    is_open: NDArray[np.bool_] = np.zeros(len(logs), dtype=bool)
    if logs.shape[1] > 1:
        is_open |= best - np.partition(logs, -2, axis=1)[:, -2] < BOUND
    column = {objective.id: at for at, objective in enumerate(goal_set.objectives)}
    for row, goal in enumerate(goal_set.goals):
        declared = [logs[row, column[parent]] for parent in goal.parents if parent in column]
        if declared:
            # Let go when it trails the best by more than its threshold.
            spare = best[row] - max(declared) + np.log(DECLARED_SUPPORTS)
            is_open[row] |= abs(spare) < BOUND
    return is_open


def _log_odds(probability: Scores) -> Scores:
    held = np.clip(probability, _LEAST, 1 - _LEAST)
    odds: Scores = np.log(held / (1 - held))
    return odds
