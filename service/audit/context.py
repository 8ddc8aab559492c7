"""What the rules read: the goal set with its readings, vectors and accepted links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from service.audit.kpi_names import KpiNames
from service.audit.measurability import missing_parts
from service.audit.nearest import Nearest, Pairs, nearest, pairs_of
from service.audit.rare_words import RareWords
from service.audit.subjects import Subjects
from service.audit.support import Support
from service.domain.audit import Evidence, Link
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.objective import Objective
from service.domain.ports import Embedder, Vectors
from service.understanding.amounts import Amount, amount_of
from service.understanding.content import content_of
from service.understanding.objective import read_objective
from service.understanding.wording import Wording


@dataclass(frozen=True)
class AuditContext:
    """One goal set, read.

    Attributes:
        goal_set: As given.
        wordings: What each objective and goal says, by id.
        goal_vectors: Unit vectors of the goals, shape (goals, d).
        objective_vectors: Unit vectors of the objectives, shape (objectives, d).
        nearest_goals: The nearest of each goal.
        support: What the texts say of goals and objectives.
        links: The links that were accepted.
        embedder: For the few phrases that a rule compares beyond whole texts.
        kpi_names: Those of known KPIs.
        today: The day of the audit.
    """

    goal_set: GoalSet
    wordings: Mapping[str, Wording]
    goal_vectors: Vectors
    objective_vectors: Vectors
    nearest_goals: Nearest
    support: Support
    links: tuple[Link, ...]
    embedder: Embedder
    kpi_names: KpiNames = field(repr=False)
    today: date

    @cached_property
    def readings(self) -> dict[str, Objective]:
        """The parts that each objective and goal names, by id."""
        return {entry: wording.reading for entry, wording in self.wordings.items()}

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goal_set.goals}

    @cached_property
    def objectives(self) -> dict[str, StrategicObjective]:
        """Objectives by id."""
        return {objective.id: objective for objective in self.goal_set.objectives}

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each goal."""
        return {goal.id: row for row, goal in enumerate(self.goal_set.goals)}

    @cached_property
    def children(self) -> dict[str, tuple[Goal, ...]]:
        """The goals declared directly under each objective or goal that has some."""
        found: dict[str, list[Goal]] = {}
        for goal in self.goal_set.goals:
            for parent in goal.parents:
                found.setdefault(parent, []).append(goal)
        return {parent: tuple(goals) for parent, goals in found.items()}

    def entry(self, entry_id: str) -> Goal | StrategicObjective:
        """The goal or objective with this id."""
        return self.goals.get(entry_id) or self.objectives[entry_id]

    def quote(self, entry_id: str) -> Evidence:
        """A goal or objective in its author's words, with where they stand."""
        section = "goals" if entry_id in self.goals else "objectives"
        return Evidence(f"{section}.{entry_id}", self.entry(entry_id).text)

    def due(self, entry_id: str) -> date | None:
        """The last day of a goal or objective: from its field, else from its words."""
        return self.entry(entry_id).due or self.readings[entry_id].deadline

    @cached_property
    def links_of(self) -> Mapping[str, tuple[Link, ...]]:
        """The links of each goal that has some."""
        found: dict[str, list[Link]] = {}
        for entry in self.links:
            found.setdefault(entry.goal, []).append(entry)
        return {goal: tuple(links) for goal, links in found.items()}

    def above(self, goal: Goal) -> tuple[str, ...]:
        """Ids of what a goal is declared under, itself or through parents, then what it supports;
        nearest first."""
        linked = (entry.objective for entry in self.links_of.get(goal.id, ()))
        return tuple(dict.fromkeys((*self.ancestors(goal), *linked)))

    def dated_above(self, goal: Goal) -> bool:
        """Whether anything above a goal names a day or a period."""
        return any(
            self.due(entry) or self.readings[entry].deadline_text for entry in self.above(goal)
        )

    @cached_property
    def first_objective(self) -> dict[str, str]:
        """The objective that each linked goal supports first.

        One that it is declared under, itself or through a parent, comes before the others.
        """
        found: dict[str, Link] = {}
        above = {goal.id: set(self.ancestors(goal)) for goal in self.goal_set.goals}
        for entry in self.links:
            known = found.get(entry.goal)
            rank = (entry.objective in above[entry.goal], entry.score)
            if known is None or rank > (known.objective in above[entry.goal], known.score):
                found[entry.goal] = entry
        return {goal: entry.objective for goal, entry in found.items()}

    def similarity(self, goal: str, other: str) -> float:
        """Cosine of the contents of a goal and another goal or objective."""
        if other in self.objectives:
            vector = self.objective_vectors[self._objective_row[other]]
        else:
            vector = self.goal_vectors[self.row_of[other]]
        return float(self.goal_vectors[self.row_of[goal]] @ vector)

    def subject_similarity(self, first: str, second: str) -> float:
        """How far two entries have one subject, see ``subjects.likeness``."""
        return self.subjects.likeness(self.readings[first].subject, self.readings[second].subject)

    @cached_property
    def aimed_at(self) -> Mapping[str, frozenset[Amount]]:
        """The amounts of each goal but for where it starts."""
        return {goal.id: self._aimed_at(self.wordings[goal.id]) for goal in self.goal_set.goals}

    @staticmethod
    def _aimed_at(wording: Wording) -> frozenset[Amount]:
        start = wording.reading.baseline
        return wording.amounts - {amount_of(start.value, start.unit)} if start else wording.amounts

    @cached_property
    def missing(self) -> Mapping[str, tuple[str, ...]]:
        """What each goal's own words lack, see ``missing_parts``."""
        return {
            goal.id: missing_parts(self.readings[goal.id], self.kpi_names)
            for goal in self.goal_set.goals
        }

    @cached_property
    def rare_words(self) -> RareWords:
        """The goals' words by how few goals use them."""
        return RareWords({goal.id: self.wordings[goal.id].content for goal in self.goal_set.goals})

    def embed_contents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of phrases, numbers and dates aside, shape (texts, d)."""
        return self.embedder.embed([content_of(read_objective(t, self.today)) for t in texts])

    @cached_property
    def _objective_row(self) -> dict[str, int]:
        return {entry.id: row for row, entry in enumerate(self.goal_set.objectives)}

    @cached_property
    def subjects(self) -> Subjects:
        """Compares subjects."""
        return Subjects(self.embedder)

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
    def nearest_pairs(self) -> Pairs:
        """Goals that are near to each other, as positions in ``same_texts``."""
        rows = np.array([rows[0] for rows in self.same_texts], dtype=np.intp)
        if len(rows) < len(self.goal_vectors):
            return pairs_of(nearest(self.goal_vectors[rows]))
        position = np.empty_like(rows)
        position[rows] = np.arange(len(rows))
        found = self.nearest_goals
        return pairs_of(Nearest(position[found.rows[rows]], found.cosine[rows]))

    @cached_property
    def linked_goals(self) -> frozenset[str]:
        """Ids of goals with at least one accepted link."""
        return frozenset(self.links_of)

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
