"""A target as other programs read it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Literal, Self

from pydantic import Field

from service.answers.base import Answer
from service.answers.objective import QuantityAnswer, TargetQuantityAnswer
from service.domain.recommendation import (
    Ambition,
    BaselineSource,
    Target,
)


class MilestoneAnswer(Answer):
    """A point on the straight line to the target."""

    day: date
    share: float
    value: float | None


class OutlookAnswer(Answer):
    """Where the history leads by itself, with an 80% interval."""

    forecast: float
    low: float
    high: float
    ambition: Ambition | None
    says: str


class TargetAnswer(Answer):
    """A target in SMART form; what is unknown is null and named in ``needs``."""

    sentence: str
    value: TargetQuantityAnswer | None
    baseline: QuantityAnswer | None
    deadline: date | None
    needs: list[Literal["baseline", "target", "deadline"]]
    baseline_source: BaselineSource | None = Field(
        default=None, description="whether the objective or the history gave the baseline"
    )
    reach: QuantityAnswer | None = Field(
        default=None, description="the value to reach, when the numbers give it"
    )
    arithmetic: list[str] = Field(default=[], description="how numbers follow from those given")
    milestones: list[MilestoneAnswer] = Field(
        default=[], description="a straight line from today to the deadline and nothing more"
    )
    outlook: OutlookAnswer | None = Field(
        default=None, description="where the history leads, and how ambitious the target is"
    )
    notes: list[str] = Field(default=[], description="how numbers were read")

    @classmethod
    def of(cls, target: Target) -> Self:
        """From the domain."""
        value, baseline = target.value, target.baseline
        return cls.model_validate(
            {
                "sentence": target.sentence,
                "value": value and {"value": value.value, "unit": value.unit, "kind": value.kind},
                "baseline": baseline and {"value": baseline.value, "unit": baseline.unit},
                "deadline": target.deadline,
                "needs": list(target.needs),
                "baseline_source": target.baseline_source,
                "reach": target.reach and asdict(target.reach),
                "arithmetic": list(target.arithmetic),
                "milestones": [asdict(milestone) for milestone in target.milestones],
                "outlook": target.outlook and asdict(target.outlook),
                "notes": list(target.notes),
            }
        )
