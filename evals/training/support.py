"""Fit how probably a goal supports an objective."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evals.loading.findings_set import LabelledGoalSet, read_findings_set
from evals.loading.retrieval_set import RetrievalSet, read_retrieval_set
from evals.today import TODAY
from service.audit.pipeline import Auditor
from service.audit.signs import BELONGING_SIGNS, CHOICE_SIGNS, NEED_DECLARATIONS
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

DATASETS = Path(__file__).parents[1] / "datasets"
FINDINGS = DATASETS / "findings" / "dev"
#: Their objectives stand under goals of their own: more texts to learn choice from.
ORGANISATIONS = (DATASETS / "organisations" / "adapter", DATASETS / "organisations" / "train")
#: Goals of the next organisation that are mixed into each one, as sure orphans; one in so many is
#: declared under some objective: who declares a goal has mostly thought of something.
FOREIGN_GOALS, FOREIGN_DECLARED = 8, 8
#: Share of the organisations' goals that are declared under a wrong objective.
MISPLACED = 0.15
_SEED = 0


@dataclass(frozen=True)
class Labelled:
    """A goal set whose links are known.

    Attributes:
        goal_set: With the parents that its goals declare.
        today: The day that it is read on.
        supported: Who supports what, shape (goals, objectives).
        known: Goals of which that is known, shape (goals,).
        foreign: Goals of another organisation, shape (goals,).
    """

    goal_set: GoalSet
    today: date
    supported: NDArray[np.bool_]
    known: NDArray[np.bool_]
    foreign: NDArray[np.bool_]


def fit_support(auditor: Auditor) -> dict[str, Any]:
    """Weights of belonging and choice, from goal sets whose links are labelled.

    Belonging is fitted twice: as the sets are, and with all parents taken away, for sets in
    which nobody declares any.
    """
    findings = list(labelled_sets(read_findings_set(FINDINGS)))
    organisations = [
        placed(read_retrieval_set(folder))
        for split in ORGANISATIONS
        for folder in sorted(split.iterdir())
    ]
    undeclared = [replace(each, goal_set=_without_parents(each.goal_set)) for each in findings]
    return {
        "belonging": {
            "declared": _fit_belonging(auditor, findings, ()),
            "undeclared": _fit_belonging(auditor, undeclared, NEED_DECLARATIONS),
        },
        "choice": _fit_choice(auditor, [*findings, *organisations]),
    }


def _fit_belonging(
    auditor: Auditor, sets: Sequence[Labelled], left_out: tuple[str, ...]
) -> dict[str, Any]:
    """Whether a goal fits, against other organisations' goals; whether it is serious, against the
    set's own orphans."""
    signs, belongs, foreign = [], [], []
    for each in sets:
        found = np.concatenate(
            [block.belonging for block in auditor.signs(each.goal_set, each.today)]
        )
        signs.append(found[each.known])
        belongs.append(np.asarray(each.supported.any(axis=1))[each.known])
        foreign.append(each.foreign[each.known])
    x, y, others = np.concatenate(signs), np.concatenate(belongs), np.concatenate(foreign)
    own_or_foreign = y | others
    return {
        "fits": _logistic(x[own_or_foreign], y[own_or_foreign], (*left_out, "trifle")),
        "serious": _logistic(x[~others], y[~others], left_out),
    }


def _logistic(
    signs: NDArray[np.float32], labels: NDArray[np.bool_], left_out: tuple[str, ...]
) -> dict[str, Any]:
    used = np.array([name not in left_out for name in BELONGING_SIGNS], dtype=bool)
    # Every sign but "trifle" speaks for belonging. One that comes out the other way says nothing
    # beside the others, and would make a goal belong less for having a path; it is left out.
    against = np.array([-1.0 if name == "trifle" else 1.0 for name in BELONGING_SIGNS])
    while True:
        model = LogisticRegression(C=10.0, max_iter=5_000).fit(signs * used, labels)
        wrong = np.logical_and(model.coef_[0] * against < 0, used)
        if not wrong.any():
            break
        used = np.logical_and(used, ~wrong)
    return {
        "weights": _named(BELONGING_SIGNS, model.coef_[0] * used),
        "intercept": round(float(model.intercept_[0]), 4),
    }


def _fit_choice(auditor: Auditor, sets: Sequence[Labelled]) -> dict[str, float]:
    """Conditional logit by its pairs: a supported objective against one that is not.

    Every pair stands in both orders, so that the fit needs no intercept; a goal counts once,
    however many objectives it is compared over.
    """
    differences, weights = [], []
    for each in sets:
        signs = np.concatenate([block.choice for block in auditor.signs(each.goal_set, each.today)])
        for goal in np.flatnonzero(each.supported.any(axis=1) & ~each.supported.all(axis=1)):
            right, wrong = each.supported[goal], ~each.supported[goal]
            pairs = signs[goal, right][:, None] - signs[goal, wrong][None, :]
            pairs = pairs.reshape(-1, len(CHOICE_SIGNS))
            differences.append(pairs)
            weights.append(np.full(len(pairs), 1 / len(pairs)))
    one_way, weight = np.concatenate(differences), np.concatenate(weights)
    model = LogisticRegression(C=10.0, fit_intercept=False, max_iter=5_000)
    model.fit(
        np.concatenate([one_way, -one_way]),
        np.arange(2 * len(one_way)) < len(one_way),
        sample_weight=np.concatenate([weight, weight]),
    )
    return _named(CHOICE_SIGNS, model.coef_[0])


def labelled_sets(goal_sets: Sequence[LabelledGoalSet]) -> Iterator[Labelled]:
    """Findings sets, each with some goals of the next one mixed in."""
    for position, labelled in enumerate(goal_sets):
        goal_set = labelled.goal_set()
        other = goal_sets[(position + 1) % len(goal_sets)].goal_set()
        foreign = tuple(
            Goal(
                f"foreign-{goal.id}",
                goal.text,
                (goal_set.objectives[position % len(goal_set.objectives)].id,)
                if at % FOREIGN_DECLARED == 1
                else (),
            )
            for at, goal in enumerate(other.goals[:FOREIGN_GOALS])
        )
        supported, known = supports(labelled)
        nobody = np.zeros((len(foreign), len(goal_set.objectives)), dtype=bool)
        yield Labelled(
            replace(goal_set, goals=(*goal_set.goals, *foreign)),
            labelled.today,
            np.concatenate([supported, nobody]),
            np.concatenate([known, np.ones(len(foreign), dtype=bool)]),
            np.concatenate([np.zeros(len(supported), dtype=bool), np.ones(len(foreign), bool)]),
        )


def supports(labelled: LabelledGoalSet) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who supports what, from the declared parents and their corrections, and of whom it is known.

    A goal that declares no parent and is no labelled orphan belongs somewhere, but nobody says
    where.

    Returns:
        Shapes (goals, objectives) and (goals,).
    """
    goal_set = labelled.goal_set()
    orphans = {g for e in labelled.expected if e.rule == "orphan" for g in e.goals}
    moved = {e.goals[0]: e.better for e in labelled.expected if e.rule == "wrong_parent"}
    goals = {goal.id: goal for goal in goal_set.goals}
    column = {objective.id: at for at, objective in enumerate(goal_set.objectives)}

    def roots(goal: Goal) -> set[str]:
        if goal.id in orphans:
            return set()
        if goal.id in moved:
            better = moved[goal.id] or ""
            return roots(goals[better]) if better in goals else {better}
        above = [roots(goals[p]) if p in goals else {p} for p in goal.parents]
        return set().union(*above)

    result = np.zeros((len(goal_set.goals), len(goal_set.objectives)), dtype=bool)
    for row, goal in enumerate(goal_set.goals):
        for objective in roots(goal) & column.keys():
            result[row, column[objective]] = True
    known = [goal.id in orphans or bool(goal.parents) for goal in goal_set.goals]
    return result, np.array(known, dtype=bool)


def placed(retrieval_set: RetrievalSet) -> Labelled:
    """An organisation's objectives as goals under the goals that stand above them."""
    above = sorted(set(retrieval_set.parents.values()) - {""})
    choose = random.Random(_SEED)
    objectives = tuple(StrategicObjective(f"o{at}", text) for at, text in enumerate(above))
    goals, rows = [], []
    for query, text in retrieval_set.queries.items():
        if parent := retrieval_set.parents.get(query):
            rows.append(above.index(parent))
            misplaced = choose.random() < MISPLACED
            declared = choose.randrange(len(above)) if misplaced else rows[-1]
            goals.append(Goal(f"g{query}", text, (f"o{declared}",)))
    supported = np.zeros((len(goals), len(above)), dtype=bool)
    supported[np.arange(len(goals)), rows] = True
    nobody = np.zeros(len(goals), dtype=bool)
    goal_set = GoalSet("", objectives, tuple(goals))
    return Labelled(goal_set, TODAY, supported, ~nobody, nobody)


def _without_parents(goal_set: GoalSet) -> GoalSet:
    return replace(goal_set, goals=tuple(replace(goal, parents=()) for goal in goal_set.goals))


def _named(names: tuple[str, ...], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
