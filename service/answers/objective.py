"""How an objective was read, as other programs read it."""

from __future__ import annotations

from datetime import date
from typing import Self

from kpi_library.models import Level
from service.answers.base import Answer
from service.domain.objective import Movement, Objective, TargetKind


class QuantityAnswer(Answer):
    """A number with its unit."""

    value: float
    unit: str


class TargetQuantityAnswer(Answer):
    """The number aimed at: a value to reach, or a change from the baseline."""

    value: float
    unit: str
    kind: TargetKind


class ObjectiveAnswer(Answer):
    """How the words were read."""

    text: str
    direction: Movement | None
    subject: str
    baseline: QuantityAnswer | None
    target: TargetQuantityAnswer | None
    deadline: date | None
    deadline_text: str | None
    scope: str | None
    level: Level | None

    @classmethod
    def of(cls, objective: Objective) -> Self:
        """From the domain."""
        baseline, target = objective.baseline, objective.target
        return cls(
            text=objective.text,
            direction=objective.direction,
            subject=objective.subject,
            baseline=baseline and QuantityAnswer(value=baseline.value, unit=baseline.unit),
            target=target
            and TargetQuantityAnswer(value=target.value, unit=target.unit, kind=target.kind),
            deadline=objective.deadline,
            deadline_text=objective.deadline_text,
            scope=objective.scope,
            level=objective.level,
        )
