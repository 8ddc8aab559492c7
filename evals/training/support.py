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
from service.audit.support import BELONGING_FEATURES, CHOICE_FEATURES, belonging_features
from service.domain.goal_set import Goal, GoalSet

DATASET = Path(__file__).parents[1] / "datasets" / "findings" / "dev"
#: Goals of the next organisation that are mixed into each one, as sure orphans.
FOREIGN_GOALS = 4

#: Features, shape (goals, objectives, features), and who supports what, (goals, objectives).
_Example = tuple[NDArray[np.float32], NDArray[np.bool_]]


def fit_support(auditor: Auditor) -> dict[str, Any]:
    """Weights of belonging and choice, from goal sets whose links are labelled.

    Belonging is fitted twice: as the sets are, and with all parents taken away, for sets in
    which nobody declares any.
    """
    goal_sets = list(_examples(auditor, read_findings_set(DATASET)))
    siblings = CHOICE_FEATURES.index("siblings")
    without = [(features.copy(), supported) for features, supported in goal_sets]
    for features, _ in without:
        features[:, :, siblings] = 0
    return {
        "belonging": {"declared": _fit_belonging(goal_sets), "undeclared": _fit_belonging(without)},
        "choice": _named(CHOICE_FEATURES, _fit_choice(goal_sets)),
    }


def _fit_belonging(goal_sets: Sequence[_Example]) -> dict[str, Any]:
    features = np.concatenate([belonging_features(features) for features, _ in goal_sets])
    labels = np.concatenate([supported.any(axis=1) for _, supported in goal_sets])
    # Each feature speaks for belonging. One that comes out against it says nothing beside the
    # others, and would make a goal belong less for having a path; it is left out.
    used = np.ones(features.shape[1], dtype=bool)
    while True:
        model = LogisticRegression(C=1e2, max_iter=2_000).fit(features * used, labels)
        if (model.coef_[0] >= 0).all():
            break
        used &= model.coef_[0] >= 0
    return {
        "weights": _named(BELONGING_FEATURES, model.coef_[0] * used),
        "intercept": round(float(model.intercept_[0]), 4),
    }


def _fit_choice(goal_sets: Sequence[_Example]) -> NDArray[np.float64]:
    """Conditional logit by its pairs: a supported objective against one that is not.

    Every pair stands in both orders, so that the fit needs no intercept.
    """
    differences = np.concatenate(
        [
            features[goal, np.flatnonzero(supported[goal])][:, None]
            - features[goal, np.flatnonzero(~supported[goal])][None, :]
            for features, supported in goal_sets
            for goal in np.flatnonzero(supported.any(axis=1) & ~supported.all(axis=1))
        ],
        axis=None,
    ).reshape(-1, len(CHOICE_FEATURES))
    both = np.concatenate([differences, -differences])
    labels = np.arange(len(both)) < len(differences)
    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=2_000).fit(both, labels)
    weights: NDArray[np.float64] = model.coef_[0]
    return weights


def _named(names: tuple[str, ...], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _examples(auditor: Auditor, goal_sets: Sequence[LabelledGoalSet]) -> Iterator[_Example]:
    for labelled, foreign in _with_foreign(goal_sets):
        goal_set = labelled.goal_set()
        mixed = replace(goal_set, goals=(*goal_set.goals, *foreign))
        yield auditor.support_features(mixed, labelled.today), _supported(labelled, mixed)


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
