"""Small goal sets, read and weighed by hand, for rules to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from service.audit.context import AuditContext
from service.audit.kpi_names import KpiNames
from service.audit.link import link
from service.audit.nearest import nearest
from service.audit.support import Support
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.ports import Embedder
from service.understanding.wording import read_wordings
from tests.fakes import FakeEmbedder

TODAY = date(2026, 11, 23)
OBJECTIVES = {
    "grow": "Grow revenue by 40% by 2028",
    "people": "Keep the people who work here",
}
KPI_NAMES = KpiNames(["Patient falls", "Website conversion"])


def set_of(
    *goals: Goal,
    objectives: Mapping[str, str] | None = None,
    due: Mapping[str, date] | None = None,
) -> GoalSet:
    """A goal set, by default under ``OBJECTIVES``; ``due`` holds last days of objectives."""
    days = due or {}
    above = tuple(
        StrategicObjective(entry, text, due=days.get(entry))
        for entry, text in (objectives or OBJECTIVES).items()
    )
    return GoalSet("Bakery", above, goals)


def weighed(
    goal_set: GoalSet,
    belonging: Sequence[float] | None = None,
    choice: Sequence[Sequence[float]] | None = None,
) -> Support:
    """Support with these numbers; by default all goals belong, under what they declare."""
    columns = {objective.id: at for at, objective in enumerate(goal_set.objectives)}
    if choice is None:
        rows = np.full((len(goal_set.goals), len(columns)), 0.01)
        for row, goal in enumerate(goal_set.goals):
            declared = [columns[p] for p in goal.parents if p in columns] or [0]
            rows[row, declared] = 1.0
        choice = (rows / rows.sum(axis=1, keepdims=True)).tolist()
    if belonging is None:
        belonging = [0.95] * len(goal_set.goals)
    return Support(np.array(belonging, dtype=np.float32), np.array(choice, dtype=np.float32))


def context_of(
    goal_set: GoalSet,
    belonging: Sequence[float] | None = None,
    choice: Sequence[Sequence[float]] | None = None,
    embedder: Embedder | None = None,
    today: date = TODAY,
) -> AuditContext:
    """What rules read, with texts as bags of words and support as given."""
    embedder = embedder or FakeEmbedder()
    read = read_wordings([entry.text for entry in goal_set.entries], today)
    wordings = {entry.id: one for entry, one in zip(goal_set.entries, read, strict=True)}
    supported = weighed(goal_set, belonging, choice)
    vectors = embedder.embed([wordings[entry.id].content for entry in goal_set.entries])
    goals = len(goal_set.goals)
    return AuditContext(
        goal_set=goal_set,
        wordings=wordings,
        goal_vectors=vectors[:goals],
        objective_vectors=vectors[goals:],
        nearest_goals=nearest(vectors[:goals]),
        support=supported,
        links=link(goal_set, supported, lambda goal, objective: f"{goal} on {objective}"),
        embedder=embedder,
        kpi_names=KPI_NAMES,
        today=today,
    )
