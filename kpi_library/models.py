"""Types of the KPI library. Field meanings and curation rules: ``kpi_library/README.md``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
DomainName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


class Direction(StrEnum):
    """Which movement of the value is an improvement."""

    HIGHER = "higher"
    LOWER = "lower"
    ON_TARGET = "on_target"


class Timing(StrEnum):
    """Whether the KPI moves before (leading) or after (lagging) the result it speaks of."""

    LEADING = "leading"
    LAGGING = "lagging"


class Stage(StrEnum):
    """Place in the results chain."""

    INPUT = "input"
    PROCESS = "process"
    OUTPUT = "output"
    OUTCOME = "outcome"


class Perspective(StrEnum):
    """Balanced-scorecard perspective (Kaplan and Norton, 1992)."""

    FINANCIAL = "financial"
    CUSTOMER = "customer"
    INTERNAL_PROCESS = "internal_process"
    LEARNING_AND_GROWTH = "learning_and_growth"


class Level(StrEnum):
    """Level of an organisation at which a KPI or goal is owned."""

    COMPANY = "company"
    DEPARTMENT = "department"
    TEAM = "team"
    PERSON = "person"


class Cadence(StrEnum):
    """How often the value is read."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Aggregation(StrEnum):
    """How the values of child units combine into the parent's value."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    WEIGHTED_MEAN = "weighted_mean"
    MAX = "max"
    MIN = "min"
    RECOMPUTE = "recompute"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Variable(_Record):
    """One named input of a formula.

    Attributes:
        meaning: What is counted or measured, and over which window.
        unit: A unit of ``kpi_library.formula.UNITS``, or units joined by ``/`` and ``*``.
        value: Set for a constant (the 200,000 hours of an incident rate), else null.
    """

    meaning: Text
    unit: Text
    value: float | None = None


class Example(_Record):
    """Numbers in (a list for a series) and the value out, in the KPI's own unit."""

    inputs: dict[Identifier, float | tuple[float, ...]]
    value: float


class Formula(_Record):
    """How the KPI is computed; ``kpi_library.formula`` parses and evaluates it."""

    expression: Text
    variables: dict[Identifier, Variable] = Field(min_length=1)
    example: Example


class StandardCode(_Record):
    """Where a published standard defines the measure: body, code, edition."""

    body: Text
    code: Text
    edition: Text


class Kpi(_Record):
    """One curated KPI."""

    id: Slug
    name: Text
    aliases: tuple[Text, ...] = ()
    definition: Text
    formula: Formula
    unit: Text
    direction: Direction
    direction_limits: Text | None = None
    timing: Timing
    stage: Stage
    perspective: Perspective
    domain: DomainName
    industries: tuple[Text, ...] = Field(min_length=1)
    levels: tuple[Level, ...] = Field(min_length=1)
    cadence: Cadence
    aggregation: Aggregation
    data_sources: tuple[Text, ...] = Field(min_length=1)
    target_guidance: Text
    gaming: Text
    counter_metrics: tuple[Slug, ...] = ()
    drivers: tuple[Slug, ...] = ()
    standards: tuple[StandardCode, ...] = ()
    example_objectives: tuple[Text, ...] = Field(min_length=5)
