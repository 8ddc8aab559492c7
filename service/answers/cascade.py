"""A cascade as other programs read it."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field

from kpi_library.models import Direction, Level, Timing
from service.answers.base import Answer, KeptAnswer
from service.answers.objective import ObjectiveAnswer
from service.answers.recommendation import ReasonAnswer
from service.answers.target import TargetAnswer
from service.domain.cascade import (
    Cascade,
    CascadedKpi,
    Comparison,
    Gap,
    Part,
    Tension,
    UnitGoal,
    UnknownDepartment,
)
from service.domain.indicator import Indicator, Source


class NamedKpi(Answer):
    """A KPI that is spoken of."""

    id: str
    name: str

    @classmethod
    def of(cls, indicator: Indicator) -> Self:
        """From the domain."""
        return cls(id=indicator.id, name=indicator.name)


class PartAnswer(Answer):
    """What the objective asks for, as a KPI of the level above."""

    kpi: NamedKpi
    relevance: float = Field(ge=0, le=1)
    clause: str = Field(description="the words of the objective that it stands for")
    target: TargetAnswer
    carried_by: list[str]

    @classmethod
    def of(cls, part: Part) -> Self:
        """From the domain."""
        return cls(
            kpi=NamedKpi.of(part.indicator),
            relevance=part.relevance,
            clause=part.clause,
            target=TargetAnswer.of(part.target),
            carried_by=list(part.carried_by),
        )


class CascadedKpiAnswer(Answer):
    """A KPI of a unit's objective."""

    id: str
    name: str
    source: Source
    domain: str | None
    unit: str | None
    direction: Direction | None
    timing: Timing | None
    strength: float = Field(ge=0, le=1, description="how much of the parent hangs on it")
    path: list[str] = Field(
        description="library ids from this KPI up to the parent's; one when the unit holds the "
        "parent's KPI itself, none when it serves the objective by its words"
    )
    carries: str | None = Field(description="id of the parent's KPI, the last of `path`")
    reasons: list[ReasonAnswer]
    target: TargetAnswer
    arithmetic: str = Field(description="why the parent's number carries over, or why not")

    @classmethod
    def of(cls, kpi: CascadedKpi) -> Self:
        """From the domain."""
        record = kpi.indicator.record
        return cls(
            id=kpi.indicator.id,
            name=kpi.indicator.name,
            source=kpi.indicator.source,
            domain=record and record.domain,
            unit=kpi.indicator.unit,
            direction=kpi.indicator.direction,
            timing=record and record.timing,
            strength=kpi.strength,
            path=list(kpi.path),
            carries=kpi.part,
            reasons=[ReasonAnswer.of(reason) for reason in kpi.reasons],
            target=TargetAnswer.of(kpi.target.target),
            arithmetic=kpi.target.arithmetic,
        )


class ComparisonAnswer(Answer):
    """A goal that an owner wrote, beside what is proposed."""

    goal: str
    text: str
    close_to: NamedKpi | None = Field(description="the KPI of the cascade that it is about, if any")
    carried_by: list[str] = Field(
        description="who carries that KPI; empty when it only stands on the way up to the parent"
    )
    cosine: float

    @classmethod
    def of(cls, comparison: Comparison) -> Self:
        """From the domain."""
        return cls(
            goal=comparison.goal.id,
            text=comparison.goal.text,
            close_to=NamedKpi.of(comparison.close_to) if comparison.close_to else None,
            carried_by=list(comparison.carried_by),
            cosine=comparison.cosine,
        )


class UnitGoalAnswer(Answer):
    """A unit and what it carries."""

    unit: str
    level: Level
    domains: list[str]
    objective: str | None
    kpis: list[CascadedKpiAnswer]
    nothing: str | None = Field(description="why it carries nothing")
    written: list[ComparisonAnswer]
    children: list[UnitGoalAnswer]

    @classmethod
    def of(cls, goal: UnitGoal) -> Self:
        """From the domain."""
        return cls(
            unit=goal.unit,
            level=goal.level,
            domains=list(goal.domains),
            objective=goal.objective,
            kpis=[CascadedKpiAnswer.of(kpi) for kpi in goal.kpis],
            nothing=goal.nothing,
            written=[ComparisonAnswer.of(comparison) for comparison in goal.comparisons],
            children=[cls.of(child) for child in goal.children],
        )


class GapAnswer(Answer):
    """Something of the parent that no department carries."""

    kpi: NamedKpi
    drives: str | None = Field(description="the parent's KPI that it moves; null when it is one")
    clause: str
    domains: list[str]
    message: str
    reason: ReasonAnswer

    @classmethod
    def of(cls, gap: Gap) -> Self:
        """From the domain."""
        return cls(
            kpi=NamedKpi.of(gap.indicator),
            drives=gap.drives,
            clause=gap.clause,
            domains=list(gap.domains),
            message=gap.message,
            reason=ReasonAnswer.of(gap.reason),
        )


class TensionAnswer(Answer):
    """Two departments that would pull against each other."""

    units: list[str] = Field(min_length=2, max_length=2)
    kpis: list[NamedKpi] = Field(min_length=2, max_length=2)
    message: str
    fix: str
    reason: ReasonAnswer

    @classmethod
    def of(cls, tension: Tension) -> Self:
        """From the domain."""
        return cls(
            units=list(tension.units),
            kpis=[NamedKpi.of(indicator) for indicator in tension.kpis],
            message=tension.message,
            fix=tension.fix,
            reason=ReasonAnswer.of(tension.reason),
        )


class UnknownDepartmentAnswer(Answer):
    """A department that nothing is known for."""

    name: str
    nearest: list[str]
    why: str

    @classmethod
    def of(cls, unknown: UnknownDepartment) -> Self:
        """From the domain."""
        return cls(name=unknown.name, nearest=list(unknown.nearest), why=unknown.why)


class ObjectiveCascadeAnswer(Answer):
    """One objective and what carries it."""

    objective_id: str | None = Field(description="in the goal set, when one was given")
    objective: ObjectiveAnswer
    abstained: bool
    reason: str | None
    parts: list[PartAnswer]
    units: list[UnitGoalAnswer]
    gaps: list[GapAnswer]
    tensions: list[TensionAnswer]
    warnings: list[str]

    @classmethod
    def of(cls, cascade: Cascade, objective_id: str | None = None) -> Self:
        """From the domain."""
        return cls(
            objective_id=objective_id,
            objective=ObjectiveAnswer.of(cascade.objective),
            abstained=cascade.abstained,
            reason=cascade.reason,
            parts=[PartAnswer.of(part) for part in cascade.parts],
            units=[UnitGoalAnswer.of(unit) for unit in cascade.units],
            gaps=[GapAnswer.of(gap) for gap in cascade.gaps],
            tensions=[TensionAnswer.of(tension) for tension in cascade.tensions],
            warnings=list(cascade.warnings),
        )


class CascadeAnswer(KeptAnswer):
    """The answer to a cascade: one entry for each objective."""

    organisation: str
    today: date
    cascades: list[ObjectiveCascadeAnswer]
    unknown_departments: list[UnknownDepartmentAnswer]
    library_version: str
    model: str
