"""What speaks for and against a goal's support for an objective, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from service.audit.blocks import blocks
from service.audit.nearest import MOST_PARTNERS, Nearest, nearest
from service.domain.goal_set import GoalSet
from service.domain.ports import Rows, Scores, Vectors
from service.matching.hubness import hubness

#: meaning: cosine of goal and objective.
#: hubness: mean cosine of the objective to the goals nearest to it.
#: path: how much the KPIs that the goal moves drive those that the objective is about, as a part
#: of the most that they drive any objective of the set.
#: siblings: log of the share that the goals declared under the objective have among the nearest
#: declared goals, each weighed by its nearness to this one.
#: above: how much nearer the parent goal is to the objective than to the others.
CHOICE_SIGNS = ("meaning", "hubness", "path", "siblings", "above")
#: meaning, path: the highest over all objectives. siblings: highest cosine to any goal that is
#: declared under something. above: cosine to the parent goal. declared: whether it has a parent.
#: trifle: log-odds that it reads like a pet project; it tells whether a goal is serious, the
#: others whether it fits, too.
#: A set in which no goal declares a parent is weighed by a model of its own, without the
#: three that need declarations.
BELONGING_SIGNS = ("meaning", "path", "siblings", "above", "declared", "trifle")
NEED_DECLARATIONS = ("siblings", "above", "declared")

#: How sharply nearness weighs a sibling, and the share that is given to all objectives alike.
_SHARPNESS = 12.0
_SMOOTHING = 0.1
#: A path that is this faint says nothing, however it compares with others.
_FAINT_PATH = 0.05
#: Log-odds of a trifle are taken within these bounds: beyond, only the embedding speaks.
_TRIFLE_BOUND = 6.0


@dataclass(frozen=True)
class Signs:
    """Of g goals, towards o objectives.

    Attributes:
        choice: ``CHOICE_SIGNS``, shape (g, o, signs).
        belonging: ``BELONGING_SIGNS``, shape (g, signs).
        declares: Whether any goal of the set is declared under something.
    """

    choice: Scores
    belonging: Scores
    declares: bool


def signs_of(
    goal_set: GoalSet,
    goals: Vectors,
    nearest_goals: Nearest,
    objectives: Vectors,
    paths: Scores,
    trifles: Scores,
) -> Iterator[Signs]:
    """The signs of a whole set, in blocks of goals.

    A goal's own declaration under an objective speaks neither for that objective nor for its
    siblings, so that it can be doubted; that it has one at all does speak.

    Args:
        goal_set: Whose declared parents tell siblings and parent goals.
        goals: Unit vectors, shape (g, d).
        nearest_goals: Of each goal among all.
        objectives: Unit vectors, shape (o, d).
        paths: Driver-path strength, shape (g, o).
        trifles: Log-odds that a goal is a trifle, shape (g,).
    """
    hubs = hubness(objectives, goals)
    roots = _roots(goal_set)
    declared: NDArray[np.bool_] = roots.sum(axis=1) > 0
    has_parent = np.array([bool(goal.parents) for goal in goal_set.goals])
    above = _above(goal_set)
    shares = roots / np.maximum(roots.sum(axis=1, keepdims=True), 1)
    siblings = nearest_goals
    if not declared.all():
        siblings = nearest(goals, np.flatnonzero(declared))
    for rows in blocks(len(goals), MOST_PARTNERS * len(objectives)):
        meaning = goals[rows] @ objectives.T
        parents = above[rows]
        there = parents >= 0
        parent_meaning = (goals[parents] @ objectives.T) * there[:, None]
        yield Signs(
            np.stack(
                [
                    meaning,
                    np.broadcast_to(hubs[None, :], meaning.shape),
                    _relative(paths[rows]),
                    _siblings(siblings.cosine[rows], shares[siblings.rows[rows]]),
                    parent_meaning - parent_meaning.mean(axis=1, keepdims=True),
                ],
                axis=-1,
            ).astype(np.float32),
            np.stack(
                [
                    meaning.max(axis=1),
                    paths[rows].max(axis=1),
                    siblings.cosine[rows].max(axis=1, initial=0.0),
                    (goals[rows] * goals[parents]).sum(axis=1) * there,
                    has_parent[rows],
                    np.clip(trifles[rows], -_TRIFLE_BOUND, _TRIFLE_BOUND),
                ],
                axis=-1,
            ).astype(np.float32),
            bool(has_parent.any()),
        )


def _relative(paths: Scores) -> Scores:
    strongest = paths.max(axis=1, keepdims=True)
    relative: Scores = paths / (strongest + np.float32(_FAINT_PATH))
    return relative


def _siblings(nearness: Scores, shares: Scores) -> Scores:
    """Of the nearest declared goals, with their shares of shape (g, partners, o)."""
    weights = np.exp(_SHARPNESS * (nearness - 1.0))
    of_objectives = np.einsum("gp,gpo->go", weights, shares)
    total = np.maximum(of_objectives.sum(axis=1, keepdims=True), 1e-30)
    known = of_objectives.any(axis=1, keepdims=True)
    logs: Scores = np.where(known, np.log(of_objectives / total + _SMOOTHING), 0.0)
    return logs


def _roots(goal_set: GoalSet) -> Scores:
    """Under which objectives each goal is declared, itself or through parents; shape (g, o)."""
    column = {objective.id: at for at, objective in enumerate(goal_set.objectives)}
    row_of = {goal.id: row for row, goal in enumerate(goal_set.goals)}
    above = {goal.id: [p for p in goal.parents if p in row_of] for goal in goal_set.goals}
    result = np.zeros((len(row_of), len(column)), dtype=np.float32)
    for goal_id in TopologicalSorter(above).static_order():  # parents come before their goals
        roots = result[row_of[goal_id]]
        roots[[column[p] for p in goal_set.goals[row_of[goal_id]].parents if p in column]] = 1.0
        for parent in above[goal_id]:
            np.maximum(roots, result[row_of[parent]], out=roots)
    return result


def _above(goal_set: GoalSet) -> Rows:
    """Row of each goal's first parent goal, -1 without one; shape (g,)."""
    row_of = {goal.id: row for row, goal in enumerate(goal_set.goals)}
    return np.array(
        [next((row_of[p] for p in goal.parents if p in row_of), -1) for goal in goal_set.goals],
        dtype=np.intp,
    )
