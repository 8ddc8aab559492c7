"""What a planner asks for and what the answer holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi_library.models import Level, Perspective
from service.domain.feedback import EditedWording, Feedback, FeedbackEffect
from service.domain.indicator import Indicator
from service.domain.llm import LlmUse
from service.domain.objective import Objective, Quantity, TargetQuantity


@dataclass(frozen=True)
class Reading:
    """A past value of a measure.

    Attributes:
        period: As it was given, such as ``2026-Q2``.
        day: Last day of the period.
        value: In the unit of the KPI.
        kpi: Id of the KPI that was read; None for the measure that the objective names.
    """

    period: str
    day: date
    value: float
    kpi: str | None = None


@dataclass(frozen=True)
class RecommendationRequest:
    """An objective and the planner's constraints.

    Attributes:
        objective: The planner's words.
        today: The day from which "next year" counts; fixes the answer in time.
        k: At most how many KPIs to return.
        domain: Only KPIs of this library domain.
        level: Only KPIs that this level of the organisation can own.
        industry: Only KPIs of this industry, or of any.
        perspective: Only KPIs of this balanced-scorecard perspective.
        exclude: Ids of KPIs that must not be in the answer.
        must_include: Ids of KPIs that must be in it, fitting or not; they count towards ``k``.
        tracked: Ids of KPIs that the planner has; they are not offered again, and what repeats
            them is not offered either.
        data_sources: What the planner can read data from, in their own words.
        new_sources: At most how many further data sources the set may ask for in all.
        strategy: The organisation's other objectives. A KPI that is near to all of them says
            little of any.
        parent: The goal above the objective, which says what it is meant for.
        history: Past values, oldest first.
        feedback: What the organisation said before, oldest first.
    """

    objective: str
    today: date
    k: int = 6
    domain: str | None = None
    level: Level | None = None
    industry: str | None = None
    perspective: Perspective | None = None
    exclude: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()
    tracked: tuple[str, ...] = ()
    data_sources: tuple[str, ...] = ()
    new_sources: int | None = None
    strategy: tuple[str, ...] = ()
    parent: str = ""
    history: tuple[Reading, ...] = ()
    feedback: tuple[Feedback, ...] = ()


class Role(StrEnum):
    """What a KPI is in the set for."""

    MEASURE = "measure"
    """It measures the objective."""
    GUARD = "guard"
    """It shows when another KPI of the set is gamed."""
    ASKED = "asked"
    """The planner wants it in."""


@dataclass(frozen=True)
class Reason:
    """One cited reason: which field of which record it rests on, in its own words."""

    claim: str
    record: str
    field: str
    quote: str


@dataclass(frozen=True)
class ScorePart:
    """One feature's share of a score: value, weight, and their product in log-odds."""

    value: float
    weight: float
    contribution: float


class BaselineSource(StrEnum):
    """Where a baseline comes from."""

    OBJECTIVE = "objective"
    HISTORY = "history"


class Ambition(StrEnum):
    """Where a target lies, seen from where the trend leads."""

    MET = "already met"
    BELOW_TREND = "below the trend"
    WITHIN_TREND = "within the trend"
    AMBITIOUS = "ambitious"
    FAR_BEYOND = "far beyond the trend"


@dataclass(frozen=True)
class Milestone:
    """A point on the straight line from the baseline to the target.

    Attributes:
        day: By when.
        share: Of the way, in (0, 1].
        value: To be reached by then, in the KPI's unit; None while the baseline is unknown.
    """

    day: date
    share: float
    value: float | None


@dataclass(frozen=True)
class Outlook:
    """Where the history leads by itself.

    Attributes:
        forecast: Straight line through the readings, at the deadline.
        low: Lower end of the 80% interval of a single reading at that day.
        high: Its upper end.
        ambition: Where the target lies; None while it is unknown.
        says: The same in words.
    """

    forecast: float
    low: float
    high: float
    ambition: Ambition | None
    says: str


@dataclass(frozen=True)
class Target:
    """A target in SMART form, from the objective's own words and the planner's data alone.

    Attributes:
        sentence: What is to be reached; unknown numbers are named as open.
        value: The number to reach or the size of the change, or None.
        baseline: Where it starts, or None.
        deadline: Last day, or None.
        needs: Names of what is still to be given: ``baseline``, ``target``, ``deadline``.
        baseline_source: Where the baseline comes from, None without one.
        reach: The value to reach, when the numbers give it.
        arithmetic: How numbers that nobody gave follow from those given.
        milestones: From today to the deadline.
        outlook: What the history says of the target.
        notes: What the planner should know of how the numbers were read.
    """

    sentence: str
    value: TargetQuantity | None
    baseline: Quantity | None
    deadline: date | None
    needs: tuple[str, ...]
    baseline_source: BaselineSource | None = None
    reach: Quantity | None = None
    arithmetic: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    outlook: Outlook | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tailoring:
    """A KPI of an answer in words near to the organisation's, by a language model.

    Attributes:
        name: What it may be called there.
        definition: What it measures there.
        target: The target's sentence, with the same numbers and open parts.
        reason: Why it serves the objective.
    """

    name: str
    definition: str
    target: str
    reason: str


@dataclass(frozen=True)
class RecommendedKpi:
    """One KPI of an answer, with why it is in and what guards it.

    Attributes:
        rank: From 1.
        indicator: The KPI.
        relevance: Probability in [0, 1] that the KPI serves the objective.
        score_parts: The features that make up the log-odds of ``relevance``.
        reasons: Why it is in; each cites.
        target: What to aim at, as far as the objective says.
        counter_metrics: Ids and names of what would show that the KPI is gamed; the id is empty
            when the library does not have it.
        role: What it is in the set for.
        chosen_for: Why it is in this set, beside the other KPIs.
        facets: Which parts of a compound objective it measures, in the planner's words.
        new_sources: What it needs data from that the planner did not name; empty when they
            named nothing.
        edited: The organisation's own wording, where it has one.
        tailored: The same in a language model's words, where one was asked; never with ``edited``.
    """

    rank: int
    indicator: Indicator
    relevance: float
    score_parts: Mapping[str, ScorePart]
    reasons: tuple[Reason, ...]
    target: Target
    counter_metrics: tuple[tuple[str, str], ...]
    role: Role = Role.MEASURE
    chosen_for: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    new_sources: tuple[str, ...] = ()
    edited: EditedWording | None = None
    tailored: Tailoring | None = None


@dataclass(frozen=True)
class LeftOut:
    """A KPI that came near and is not in the answer, and why."""

    indicator: Indicator
    relevance: float
    why: str


@dataclass(frozen=True)
class Recommendation:
    """The answer to a request.

    Attributes:
        objective: How the words were read.
        likely_domains: Library domains that the objective speaks of, likeliest first.
        kpis: Best first; empty when abstained.
        abstained: True when no KPI is offered.
        reason: Why it abstained, else None.
        warnings: What the planner should know about the answer.
        library_version: Version of the library that answered.
        model: Name and hash of the embedding model that answered.
        facets: The parts of a compound objective; none when it is of one piece.
        left_out: What came near, most relevant first.
        llm: What a language model did for the answer; None without one.
        feedback: What the organisation's feedback moved, in the order of the answer.
    """

    objective: Objective
    likely_domains: tuple[str, ...]
    kpis: tuple[RecommendedKpi, ...]
    abstained: bool
    reason: str | None
    warnings: tuple[str, ...]
    library_version: str
    model: str
    facets: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    llm: LlmUse | None = None
    feedback: tuple[FeedbackEffect, ...] = ()
