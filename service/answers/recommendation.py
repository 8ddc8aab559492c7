"""A recommendation as other programs read it."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from kpi_library.models import Direction as KpiDirection
from kpi_library.models import Formula, Perspective, Stage, Timing
from service.answers.base import Answer, KeptAnswer
from service.answers.feedback import EditedAnswer, FeedbackEffectAnswer
from service.answers.llm import LlmUseAnswer
from service.answers.objective import ObjectiveAnswer
from service.answers.target import TargetAnswer
from service.domain.indicator import Source
from service.domain.recommendation import (
    LeftOut,
    Reason,
    Recommendation,
    RecommendedKpi,
    Role,
)


class ScorePartAnswer(Answer):
    """One feature's share of the log-odds of relevance."""

    value: float
    weight: float
    contribution: float


class ReasonAnswer(Answer):
    """A claim and the record, field and words that it rests on."""

    claim: str
    record: str
    field: str
    quote: str

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """From the domain."""
        return cls(claim=reason.claim, record=reason.record, field=reason.field, quote=reason.quote)


class CounterMetricAnswer(Answer):
    """A KPI that would show that another one is gamed."""

    id: str
    name: str


class RecommendedKpiAnswer(Answer):
    """One KPI of an answer. Fields that only a library record has are null without one."""

    rank: int
    id: str
    name: str
    source: Source
    definition: str
    formula: Formula | None
    own_formula: str | None = Field(
        default=None,
        description="an organisation's own KPI: its formula as the organisation puts it",
    )
    unit: str | None
    direction: KpiDirection | None
    timing: Timing | None
    stage: Stage | None
    perspective: Perspective | None
    domain: str | None
    data_sources: list[str]
    owner: str | None = Field(default=None, description="who answers for an organisation's own KPI")
    same_as: str | None = Field(
        default=None, description="library KPI that an organisation's own KPI is the same as"
    )
    target_guidance: str | None
    gaming: str | None
    counter_metrics: list[CounterMetricAnswer]
    target: TargetAnswer
    relevance: float = Field(ge=0, le=1)
    score_parts: dict[str, ScorePartAnswer]
    reasons: list[ReasonAnswer]
    role: Role = Field(
        default=Role.MEASURE, description="what it is in the set for; a guard measures another KPI"
    )
    chosen_for: list[str] = Field(default=[], description="what it adds to the set")
    facets: list[str] = Field(
        default=[], description="which parts of a compound objective it measures"
    )
    new_sources: list[str] = Field(
        default=[], description="what it needs data from beyond the data_sources that were named"
    )
    edited: EditedAnswer | None = None

    @classmethod
    def of(cls, item: RecommendedKpi) -> Self:
        """From the domain."""
        record, own = item.indicator.record, item.indicator.own
        return cls(
            rank=item.rank,
            id=item.indicator.id,
            name=item.indicator.name,
            source=item.indicator.source,
            definition=item.indicator.definition,
            formula=record and record.formula,
            own_formula=(own and own.formula) or None,
            unit=item.indicator.unit,
            direction=item.indicator.direction,
            timing=record and record.timing,
            stage=record and record.stage,
            perspective=record and record.perspective,
            domain=record and record.domain,
            data_sources=list(item.indicator.data_sources),
            owner=(own and own.owner) or None,
            same_as=own and own.same_as,
            target_guidance=record and record.target_guidance,
            gaming=record and record.gaming,
            counter_metrics=[
                CounterMetricAnswer(id=guard, name=name) for guard, name in item.counter_metrics
            ],
            target=TargetAnswer.of(item.target),
            relevance=item.relevance,
            score_parts={
                name: ScorePartAnswer(
                    value=part.value, weight=part.weight, contribution=part.contribution
                )
                for name, part in item.score_parts.items()
            },
            reasons=[ReasonAnswer.of(reason) for reason in item.reasons],
            role=item.role,
            chosen_for=list(item.chosen_for),
            facets=list(item.facets),
            new_sources=list(item.new_sources),
            edited=item.edited and EditedAnswer.of(item.edited),
        )


class LeftOutAnswer(Answer):
    """A KPI that came near and is not in the answer."""

    id: str
    name: str
    relevance: float
    why: str

    @classmethod
    def of(cls, item: LeftOut) -> Self:
        """From the domain."""
        indicator = item.indicator
        return cls(id=indicator.id, name=indicator.name, relevance=item.relevance, why=item.why)


class RecommendationAnswer(KeptAnswer):
    """The answer to an objective."""

    objective: ObjectiveAnswer
    likely_domains: list[str]
    abstained: bool
    reason: str | None
    recommendations: list[RecommendedKpiAnswer]
    warnings: list[str]
    degraded: bool = Field(
        description="true when calls to the language model failed and the embedded answer stands"
    )
    llm: LlmUseAnswer | None = Field(
        default=None, description="what the language model did; null without one"
    )
    feedback: list[FeedbackEffectAnswer] = Field(
        default=[], description="what the organisation's earlier feedback moved"
    )
    library_version: str
    model: str
    facets: list[str] = Field(
        default=[], description="the parts of a compound objective; none when it is of one piece"
    )
    left_out: list[LeftOutAnswer] = Field(
        default=[], description="what came near, most relevant first, and why it is not in"
    )

    @classmethod
    def of(cls, recommendation: Recommendation) -> Self:
        """From the domain, not stored yet."""
        return cls(
            objective=ObjectiveAnswer.of(recommendation.objective),
            likely_domains=list(recommendation.likely_domains),
            abstained=recommendation.abstained,
            reason=recommendation.reason,
            recommendations=[RecommendedKpiAnswer.of(item) for item in recommendation.kpis],
            warnings=list(recommendation.warnings),
            degraded=bool(recommendation.llm and recommendation.llm.degraded),
            llm=recommendation.llm and LlmUseAnswer.of(recommendation.llm),
            feedback=[FeedbackEffectAnswer.of(effect) for effect in recommendation.feedback],
            library_version=recommendation.library_version,
            model=recommendation.model,
            facets=list(recommendation.facets),
            left_out=[LeftOutAnswer.of(item) for item in recommendation.left_out],
        )
