"""What the rules read: the goal set with its readings, vectors and accepted links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from service.audit.support import Support
from service.domain.audit import Link
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.objective import Objective
from service.domain.ports import Embedder, Vectors


@dataclass(frozen=True)
class AuditContext:
    """One goal set, read.

    Attributes:
        goal_set: As given.
        readings: What each objective and goal says, by id.
        goal_vectors: Unit vectors of the goals, shape (goals, d).
        support: What the texts say of goals and objectives.
        links: The links that were accepted.
        embedder: For the few phrases that a rule compares beyond whole texts.
        kpi_names: The words of each name and alias of known KPIs.
    """

    goal_set: GoalSet
    readings: Mapping[str, Objective]
    goal_vectors: Vectors
    support: Support
    links: tuple[Link, ...]
    embedder: Embedder
    kpi_names: frozenset[frozenset[str]] = field(repr=False)

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goal_set.goals}

    @cached_property
    def objectives(self) -> dict[str, StrategicObjective]:
        """Objectives by id."""
        return {objective.id: objective for objective in self.goal_set.objectives}

    @cached_property
    def same_texts(self) -> tuple[tuple[int, ...], ...]:
        """Rows of the goals with one text each, letter case aside.

        Those of one text stand in the order of their ids, so that whichever comes first in the
        file, the same goal is named and the finding keeps its id.
        """
        rows: dict[str, list[int]] = {}
        goals = self.goal_set.goals
        for row in sorted(range(len(goals)), key=lambda row: goals[row].id):
            rows.setdefault(self.readings[goals[row].id].text.casefold(), []).append(row)
        return tuple(tuple(of_text) for of_text in rows.values())

    @cached_property
    def linked_goals(self) -> frozenset[str]:
        """Ids of goals with at least one accepted link."""
        return frozenset(link.goal for link in self.links)

    def ancestors(self, goal: Goal) -> Iterator[str]:
        """Ids of everything declared above a goal, nearest first."""
        frontier, seen = list(goal.parents), set(goal.parents)
        while frontier:
            yield from frontier
            above = [
                parent
                for entry in frontier
                if entry in self.goals
                for parent in self.goals[entry].parents
            ]
            frontier = [entry for entry in dict.fromkeys(above) if entry not in seen]
            seen.update(frontier)
