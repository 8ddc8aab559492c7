"""A strategy and the goals set under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi_library.models import Level

#: Cells of a file by their column that say nothing we read; they go out again with an export.
Further = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StrategicObjective:
    """An objective of the strategy, in the words of its authors.

    Attributes:
        id: Unique among goals and objectives of its set.
        text: The authors' words.
        owner: Who answers for it; empty when unknown.
        due: Its last day, where a field of its own gives one.
        further: What else its file says.
    """

    id: str
    text: str
    owner: str = ""
    due: date | None = None
    further: Further = ()


@dataclass(frozen=True)
class Goal:
    """A goal set under the strategy.

    Attributes:
        id: Unique among goals and objectives of its set.
        text: The owner's words.
        parents: Ids of the objectives or goals that it is declared to serve.
        owner: Department, team or person; empty when unknown.
        kpi: The measure its owner tracks, where a field of its own gives one.
        level: Of the organisation, where a field of its own gives one.
        start: First day, where a field of its own gives one.
        due: Last day, where a field of its own gives one.
        further: What else its file says.
    """

    id: str
    text: str
    parents: tuple[str, ...] = ()
    owner: str = ""
    kpi: str = ""
    level: Level | None = None
    start: date | None = None
    due: date | None = None
    further: Further = ()


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
