"""Fit how probably a goal supports an objective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evals.loading.findings_set import LabelledGoalSet, read_findings_set
from service.audit.pipeline import Auditor
from service.audit.support import FEATURES
from service.domain.goal_set import Goal, GoalSet

DATASET = Path(__file__).parents[1] / "datasets" / "findings" / "dev"
#: Goals of the next organisation that are mixed into each one, as sure orphans.
FOREIGN_GOALS = 4


def fit_support(auditor: Auditor) -> dict[str, Any]:
    """A logistic model over the features of every goal and objective of the goal sets."""
    features, labels = support_examples(auditor, read_findings_set(DATASET))
    model = LogisticRegression(C=1e2, max_iter=2_000).fit(features, labels)
    return {
        "weights": {
            name: round(float(weight), 4)
            for name, weight in zip(FEATURES, model.coef_[0], strict=True)
        },
        "intercept": round(float(model.intercept_[0]), 4),
    }


def support_examples(
    auditor: Auditor, goal_sets: Sequence[LabelledGoalSet]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Features, shape (pairs, features), and whether the goal supports the objective."""
    features, labels = [], []
    for labelled, foreign in _with_foreign(goal_sets):
        goal_set = labelled.goal_set()
        mixed = replace(goal_set, goals=(*goal_set.goals, *foreign))
        of_set = auditor.support_features(mixed, labelled.today)
        supported = _supported(labelled, mixed)
        features.append(of_set.reshape(-1, of_set.shape[-1]))
        labels.append(supported.ravel())
    return np.concatenate(features), np.concatenate(labels)


def _with_foreign(
    goal_sets: Sequence[LabelledGoalSet],
) -> Iterator[tuple[LabelledGoalSet, tuple[Goal, ...]]]:
    for position, labelled in enumerate(goal_sets):
        other = goal_sets[(position + 1) % len(goal_sets)].goal_set()
        foreign = tuple(Goal(f"foreign-{g.id}", g.text) for g in other.goals[:FOREIGN_GOALS])
        yield labelled, foreign


def _supported(labelled: LabelledGoalSet, goal_set: GoalSet) -> NDArray[np.bool_]:
    """Labels, shape (goals, objectives), from the declared parents and their corrections."""
    orphans = {g for e in labelled.expected if e.rule == "orphan" for g in e.goals}
    moved = {e.goals[0]: e.better for e in labelled.expected if e.rule == "wrong_parent"}
    goals = {goal.id: goal for goal in goal_set.goals}
    column = {objective.id: at for at, objective in enumerate(goal_set.objectives)}

    def roots(goal: Goal) -> set[str]:
        if goal.id in orphans:
            return set()
        if goal.id in moved:
            return {moved[goal.id] or ""}
        above = [roots(goals[p]) if p in goals else {p} for p in goal.parents]
        return set().union(*above)

    result = np.zeros((len(goal_set.goals), len(goal_set.objectives)), dtype=bool)
    for row, goal in enumerate(goal_set.goals):
        for objective in roots(goal) & column.keys():
            result[row, column[objective]] = True
    return result
