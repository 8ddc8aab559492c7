"""What a planner asks for and what the answer holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi_library.models import Level
from service.domain.feedback import EditedWording, Feedback, FeedbackEffect
from service.domain.indicator import Indicator
from service.domain.objective import Objective, Quantity, TargetQuantity


@dataclass(frozen=True)
class RecommendationRequest:
    """An objective and the planner's constraints.

    Attributes:
        objective: The planner's words.
        today: The day from which "next year" counts; fixes the answer in time.
        k: At most how many KPIs to return.
        domain: Only KPIs of this library domain.
        level: Only KPIs that this level of the organisation can own.
        feedback: What the organisation said before, oldest first.
    """

    objective: str
    today: date
    k: int = 6
    domain: str | None = None
    level: Level | None = None
    feedback: tuple[Feedback, ...] = ()


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


@dataclass(frozen=True)
class Target:
    """A target in SMART form, from the objective's own words alone.

    Attributes:
        sentence: What is to be reached; unknown numbers are named as open.
        value: The number to reach or the size of the change, or None.
        baseline: Where it starts, or None.
        deadline: Last day, or None.
        needs: Names of what is still to be given: ``baseline``, ``target``, ``deadline``.
    """

    sentence: str
    value: TargetQuantity | None
    baseline: Quantity | None
    deadline: date | None
    needs: tuple[str, ...]


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
        counter_metrics: Ids and names of what would show that the KPI is gamed.
        edited: The organisation's own wording, where it has one.
    """

    rank: int
    indicator: Indicator
    relevance: float
    score_parts: Mapping[str, ScorePart]
    reasons: tuple[Reason, ...]
    target: Target
    counter_metrics: tuple[tuple[str, str], ...]
    edited: EditedWording | None = None


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
        degraded: True when a configured LLM failed and the embedded answer stands alone.
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
    degraded: bool = False
    feedback: tuple[FeedbackEffect, ...] = ()
