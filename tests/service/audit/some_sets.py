"""Goal sets of random vectors, parents and paths, and their signs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from service.audit.nearest import nearest
from service.audit.signs import Signs, signs_of
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.ports import Scores, Vectors

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


@dataclass(frozen=True)
class SomeSet:
    """What signs are made of; see ``signs_of``."""

    goal_set: GoalSet
    goals: Vectors
    objectives: Vectors
    paths: Scores
    trifles: Scores


def some_set(seed: int) -> SomeSet:
    """One to eight goals, one to four objectives; some goals stand under others."""
    random = np.random.default_rng(seed)
    goals, objectives = int(random.integers(1, 9)), int(random.integers(1, 5))
    columns = [f"o{n}" for n in range(objectives)]

    def parents(row: int) -> tuple[str, ...]:
        above = tuple(name for name in columns if random.random() < 0.3)
        if row and random.random() < 0.3:
            return (*above, f"g{random.integers(row)}")
        return above

    goal_set = GoalSet(
        "",
        tuple(StrategicObjective(name, name) for name in columns),
        tuple(Goal(f"g{row}", f"g{row}", parents(row)) for row in range(goals)),
    )
    vectors = random.normal(size=(goals + objectives, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return SomeSet(
        goal_set,
        vectors[:goals],
        vectors[goals:],
        random.random((goals, objectives), dtype=np.float32),
        random.normal(scale=5, size=goals).astype(np.float32),
    )


def signs_of_all(some: SomeSet) -> Signs:
    """The blocks of a set's signs, joined."""
    blocks = list(
        signs_of(
            some.goal_set,
            some.goals,
            nearest(some.goals),
            some.objectives,
            some.paths,
            some.trifles,
        )
    )
    return Signs(
        np.concatenate([block.choice for block in blocks]),
        np.concatenate([block.belonging for block in blocks]),
        blocks[0].declares,
    )
