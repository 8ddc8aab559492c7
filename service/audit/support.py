"""How probably a goal supports an objective, from the texts of the whole set.

Two questions are asked apart, because what answers one misleads the other. *Belonging*: does
the goal serve this strategy at all? A logistic model over how near it comes to anything in it.
*Choice*: if it does, which objective? A conditional logit (McFadden, 1974) over how near it is
to each, compared with the others. Both are fitted on goal sets written for it; the weights
stand in ``support.json`` beside this module, and ``make train`` writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.domain.goal_set import GoalSet
from service.domain.ports import Scores, Vectors
from service.matching.hubness import hubness
from service.matching.relevance import sigmoid

WEIGHTS_FILE = Path(__file__).with_name("support.json")

#: meaning: cosine of goal and objective.
#: hubness: mean cosine of the objective to the goals nearest to it.
#: path: how much the KPIs that the goal moves drive those that the objective is about.
#: siblings: highest cosine to another goal that is declared under the objective, or 0.
CHOICE_FEATURES = ("meaning", "hubness", "path", "siblings")
#: The highest value over all objectives. A set in which no goal declares a parent has no
#: siblings to tell, and is weighed by a model that was fitted without them.
BELONGING_FEATURES = ("meaning", "path", "siblings")


@dataclass(frozen=True)
class Support:
    """What was asked of g goals and o objectives.

    Attributes:
        belonging: Probability that the goal serves the strategy at all, shape (g,).
        choice: Probability of each objective, given that it does; rows sum to 1, shape (g, o).
    """

    belonging: Scores
    choice: Scores

    @property
    def probability(self) -> Scores:
        """Probability that each goal supports each objective, shape (g, o)."""
        return self.belonging[:, None] * self.choice


def features_of(
    goal_set: GoalSet, goals: Vectors, objectives: Vectors, paths: Scores
) -> NDArray[np.float32]:
    """``CHOICE_FEATURES`` of every goal and objective, shape (g, o, features).

    Args:
        goal_set: Whose declared parents tell siblings. A goal's own parents do not count, so
            that a declaration cannot support itself.
        goals: Unit vectors, shape (g, d).
        objectives: Unit vectors, shape (o, d).
        paths: Driver-path strength, shape (g, o).
    """
    meaning = goals @ objectives.T
    hubs = np.broadcast_to(hubness(objectives, goals)[None, :], meaning.shape)
    return np.stack([meaning, hubs, paths, _siblings(goal_set, goals)], axis=-1)


def belonging_features(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """``BELONGING_FEATURES`` of every goal, shape (g, features)."""
    wanted = [CHOICE_FEATURES.index(name) for name in BELONGING_FEATURES]
    best: NDArray[np.float32] = features[:, :, wanted].max(axis=1)
    return best


def declares_parents(features: NDArray[np.float32]) -> bool:
    """Whether any goal of the set is declared under an objective."""
    return bool(features[:, :, CHOICE_FEATURES.index("siblings")].any())


def support(features: NDArray[np.float32]) -> Support:
    """Answer both questions from features of shape (g, o, features)."""
    fitted = _parameters()
    utility = features @ _vector(fitted["choice"], CHOICE_FEATURES)
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    fitted = fitted["belonging"]["declared" if declares_parents(features) else "undeclared"]
    belonging = belonging_features(features) @ _vector(fitted["weights"], BELONGING_FEATURES)
    return Support(
        sigmoid(belonging + np.float32(fitted["intercept"])),
        odds / odds.sum(axis=1, keepdims=True),
    )


def _siblings(goal_set: GoalSet, goals: Vectors) -> Scores:
    result = np.zeros((len(goals), len(goal_set.objectives)), dtype=np.float32)
    for column, objective in enumerate(goal_set.objectives):
        rows = [r for r, goal in enumerate(goal_set.goals) if objective.id in goal.parents]
        if rows:
            similarities = goals @ goals[rows].T
            similarities[rows, np.arange(len(rows))] = 0.0
            result[:, column] = similarities.max(axis=1).clip(min=0.0)
    return result


def _vector(weights: Mapping[str, float], names: tuple[str, ...]) -> NDArray[np.float32]:
    return np.array([weights[name] for name in names], dtype=np.float32)


@cache
def _parameters() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    return content


def forget_parameters() -> None:
    """Read the weights again on next use, after they were fitted anew."""
    _parameters.cache_clear()
