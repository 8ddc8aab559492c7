"""Probability that a goal supports an objective, from the texts of the whole set.

A logistic model over the features below, fitted on goal sets written for it; its weights
stand in ``support.json`` beside this module, and ``make train`` writes them again.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.domain.goal_set import GoalSet
from service.domain.ports import Scores, Vectors
from service.matching.hubness import hubness
from service.matching.relevance import sigmoid

WEIGHTS_FILE = Path(__file__).with_name("support.json")

#: meaning: cosine of goal and objective.
#: objective_hubness: mean cosine of the objective to the goals nearest to it.
#: goal_hubness: mean cosine of the goal to the objectives nearest to it.
#: path: how much the KPIs that the goal moves drive those that the objective is about.
#: siblings: highest cosine to another goal that is declared under the objective.
FEATURES = ("meaning", "objective_hubness", "goal_hubness", "path", "siblings")


def features_of(
    goal_set: GoalSet, goals: Vectors, objectives: Vectors, paths: Scores
) -> NDArray[np.float32]:
    """Features of every goal against every objective, shape (goals, objectives, features).

    Args:
        goal_set: Whose declared parents tell siblings; a goal's own parents do not count, so
            that a declaration cannot support itself.
        goals: Unit vectors, shape (g, d).
        objectives: Unit vectors, shape (o, d).
        paths: Driver-path strength, shape (g, o).
    """
    meaning = goals @ objectives.T
    return np.stack(
        [
            meaning,
            np.broadcast_to(hubness(objectives, goals)[None, :], meaning.shape),
            np.broadcast_to(hubness(goals, objectives)[:, None], meaning.shape),
            paths,
            _siblings(goal_set, goals),
        ],
        axis=-1,
    )


def support(features: NDArray[np.float32]) -> Scores:
    """Probability of support, shape (goals, objectives)."""
    weights, intercept = _model()
    return sigmoid(features @ weights + np.float32(intercept))


def _siblings(goal_set: GoalSet, goals: Vectors) -> Scores:
    result = np.zeros((len(goals), len(goal_set.objectives)), dtype=np.float32)
    for column, objective in enumerate(goal_set.objectives):
        rows = [r for r, goal in enumerate(goal_set.goals) if objective.id in goal.parents]
        if rows:
            similarities = goals @ goals[rows].T
            similarities[rows, np.arange(len(rows))] = 0.0
            result[:, column] = similarities.max(axis=1)
    return result


@cache
def _model() -> tuple[NDArray[np.float32], float]:
    fitted = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    weights = np.array([fitted["weights"][name] for name in FEATURES], dtype=np.float32)
    return weights, fitted["intercept"]
