"""An objective carried down to departments, teams and persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi_library.models import Level
from service.domain.indicator import Indicator
from service.domain.objective import Objective
from service.domain.recommendation import Reason, Target


@dataclass(frozen=True)
class WrittenGoal:
    """A goal that an owner wrote, which a cascade is compared with."""

    id: str
    owner: str
    text: str


@dataclass(frozen=True)
class CascadeRequest:
    """An objective and the departments that it is to be carried down to.

    Attributes:
        objective: The planner's words.
        today: The day from which "next year" counts; fixes the answer in time.
        departments: What the organisation calls them, in its order, each once.
        down_to: The lowest level wanted: department, team or person.
        written: Goals of these departments, to compare with.
    """

    objective: str
    today: date
    departments: tuple[str, ...]
    down_to: Level = Level.DEPARTMENT
    written: tuple[WrittenGoal, ...] = ()


@dataclass(frozen=True)
class Part:
    """What the objective asks for, as one KPI of the level above.

    Attributes:
        indicator: The KPI.
        relevance: Probability in [0, 1] that it serves the clause.
        clause: The words of the objective that it stands for.
        target: What they ask of it.
        carried_by: Names of the units that carry it.
    """

    indicator: Indicator
    relevance: float
    clause: str
    target: Target
    carried_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class CarriedTarget:
    """What the parent's numbers give a KPI one level lower.

    Attributes:
        target: The target; what does not follow is open and named in its ``needs``.
        arithmetic: Why the number carries over, or why it does not, in words.
    """

    target: Target
    arithmetic: str


@dataclass(frozen=True)
class CascadedKpi:
    """A KPI of a unit's objective.

    Attributes:
        indicator: The KPI.
        strength: How much of the parent hangs on it, in [0, 1]: path and relevance together.
        path: Library ids from this KPI up to the parent's, both included; only its own when the
            unit holds the parent's KPI itself; empty when it serves the objective by its words.
        part: Id of the parent's KPI that it carries, None when it serves by its words.
        reasons: What path or words rest on; each cites.
        target: What the parent's target gives it.
    """

    indicator: Indicator
    strength: float
    path: tuple[str, ...]
    part: str | None
    reasons: tuple[Reason, ...]
    target: CarriedTarget


@dataclass(frozen=True)
class Comparison:
    """A goal that an owner wrote beside what the cascade proposes.

    Attributes:
        goal: The goal.
        close_to: The nearest KPI of the cascade when it is near enough, else None.
        carried_by: Units that carry that KPI; empty for one that only stands on the owner's way
            up to the parent.
        cosine: To the nearest KPI, in [-1, 1]; 0 when nothing is proposed.
    """

    goal: WrittenGoal
    close_to: Indicator | None
    carried_by: tuple[str, ...]
    cosine: float


@dataclass(frozen=True)
class UnitGoal:
    """A unit and what it carries.

    Attributes:
        unit: What the organisation calls it.
        level: Department, team or person.
        domains: Library domains that it stands for.
        objective: One sentence; None when it carries nothing.
        kpis: Strongest first; empty when it carries nothing.
        nothing: Why it carries nothing, else None.
        comparisons: What its owner wrote, beside this.
        children: The same one level lower.
    """

    unit: str
    level: Level
    domains: tuple[str, ...]
    objective: str | None
    kpis: tuple[CascadedKpi, ...]
    nothing: str | None = None
    comparisons: tuple[Comparison, ...] = ()
    children: tuple[UnitGoal, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Something of the parent that no department carries.

    Attributes:
        indicator: The KPI that nobody holds or moves.
        drives: Id of the parent's KPI that it drives, None when it is one itself.
        clause: The words of the objective that it belongs to.
        domains: Library domains that could carry it.
        message: What is left open, and who could take it.
        reason: What it rests on.
    """

    indicator: Indicator
    drives: str | None
    clause: str
    domains: tuple[str, ...]
    message: str
    reason: Reason


@dataclass(frozen=True)
class Tension:
    """Two departments that would pull against each other.

    Attributes:
        units: Names of both, the one whose success harms first.
        kpis: A KPI of each, in the same order.
        message: What would happen.
        fix: How to settle it.
        reason: The record and field that it rests on.
    """

    units: tuple[str, str]
    kpis: tuple[Indicator, Indicator]
    message: str
    fix: str
    reason: Reason


@dataclass(frozen=True)
class UnknownDepartment:
    """A department that nothing is known for.

    Attributes:
        name: As given.
        nearest: Known departments that are nearest in meaning, nearest first.
        why: What to do about it.
    """

    name: str
    nearest: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Cascade:
    """The answer to a request.

    Attributes:
        objective: How the words were read.
        parts: What the objective asks for, clause by clause; empty when abstained.
        units: A goal for each known department.
        gaps: What nobody carries.
        tensions: Who would pull against whom.
        unknown: Departments that nothing is known for.
        abstained: True when nothing is offered.
        reason: Why it abstained, else None.
        warnings: What the planner should know about the answer.
        library_version: Version of the library that answered.
        model: Name and hash of the embedding model that answered.
    """

    objective: Objective
    parts: tuple[Part, ...]
    units: tuple[UnitGoal, ...]
    gaps: tuple[Gap, ...]
    tensions: tuple[Tension, ...]
    unknown: tuple[UnknownDepartment, ...]
    abstained: bool
    reason: str | None
    warnings: tuple[str, ...]
    library_version: str
    model: str
