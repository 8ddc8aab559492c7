"""A strategy and the goals set under it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StrategicObjective:
    """An objective of the strategy, in the words of its authors."""

    id: str
    text: str


@dataclass(frozen=True)
class Goal:
    """A goal set under the strategy.

    Attributes:
        id: Unique among goals and objectives of its set.
        text: The owner's words.
        parents: Ids of the objectives or goals that it is declared to serve.
        owner: Department, team or person; empty when unknown.
    """

    id: str
    text: str
    parents: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True)
class GoalSet:
    """What is audited: one organisation's objectives and goals.

    Invariants, kept by the importer: ids are unique over both; every parent exists; the
    parent relation has no cycle.
    """

    organisation: str
    objectives: tuple[StrategicObjective, ...]
    goals: tuple[Goal, ...]

    @property
    def entries(self) -> tuple[Goal | StrategicObjective, ...]:
        """All goals, then all objectives."""
        return (*self.goals, *self.objectives)
