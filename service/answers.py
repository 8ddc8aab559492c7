"""Answers as other programs read them: the JSON of command line, REST API and store.

The shape is versioned by ``SCHEMA_VERSION``; a field is added, never renamed or removed,
within one version.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from kpi_library.models import Direction as KpiDirection
from kpi_library.models import Formula, Level, Perspective, Stage, Timing
from service.domain.audit import Audit, Finding, Link, Severity
from service.domain.indicator import Indicator, Source
from service.domain.objective import Movement, Objective, TargetKind
from service.domain.own_kpi import OwnKpi
from service.domain.recommendation import (
    Ambition,
    BaselineSource,
    LeftOut,
    Recommendation,
    RecommendedKpi,
    Role,
    Target,
)
from service.feedback_answers import EditedAnswer, FeedbackEffectAnswer

SCHEMA_VERSION = "1"


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuantityAnswer(_Answer):
    """A number with its unit."""

    value: float
    unit: str


class TargetQuantityAnswer(_Answer):
    """The number aimed at: a value to reach, or a change from the baseline."""

    value: float
    unit: str
    kind: TargetKind


class ObjectiveAnswer(_Answer):
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


class MilestoneAnswer(_Answer):
    """A point on the straight line to the target."""

    day: date
    share: float
    value: float | None


class OutlookAnswer(_Answer):
    """Where the history leads by itself, with an 80% interval."""

    forecast: float
    low: float
    high: float
    ambition: Ambition | None
    says: str


class TargetAnswer(_Answer):
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


class ScorePartAnswer(_Answer):
    """One feature's share of the log-odds of relevance."""

    value: float
    weight: float
    contribution: float


class ReasonAnswer(_Answer):
    """A claim and the record, field and words that it rests on."""

    claim: str
    record: str
    field: str
    quote: str


class CounterMetricAnswer(_Answer):
    """A KPI that would show that another one is gamed."""

    id: str
    name: str


class RecommendedKpiAnswer(_Answer):
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
            reasons=[
                ReasonAnswer(claim=r.claim, record=r.record, field=r.field, quote=r.quote)
                for r in item.reasons
            ],
            role=item.role,
            chosen_for=list(item.chosen_for),
            facets=list(item.facets),
            new_sources=list(item.new_sources),
            edited=item.edited and EditedAnswer.of(item.edited),
        )


class LeftOutAnswer(_Answer):
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


class RecommendationAnswer(_Answer):
    """The answer to an objective."""

    schema_version: str = SCHEMA_VERSION
    id: str | None = Field(default=None, description="under which it is stored")
    created_at: datetime | None = None
    objective: ObjectiveAnswer
    likely_domains: list[str]
    abstained: bool
    reason: str | None
    recommendations: list[RecommendedKpiAnswer]
    warnings: list[str]
    degraded: bool
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
            degraded=recommendation.degraded,
            feedback=[FeedbackEffectAnswer.of(effect) for effect in recommendation.feedback],
            library_version=recommendation.library_version,
            model=recommendation.model,
            facets=list(recommendation.facets),
            left_out=[LeftOutAnswer.of(item) for item in recommendation.left_out],
        )


class LinkAnswer(_Answer):
    """A goal's support for an objective."""

    goal: str
    objective: str
    score: float
    via: list[str]
    because: str

    @classmethod
    def of(cls, link: Link) -> Self:
        """From the domain."""
        return cls(
            goal=link.goal,
            objective=link.objective,
            score=link.score,
            via=list(link.via),
            because=link.because,
        )


class EvidenceAnswer(_Answer):
    """A quotation that a finding rests on."""

    source: str
    quote: str


class FindingAnswer(_Answer):
    """Something wrong with the goal set."""

    id: str
    rule: str
    severity: Severity
    confidence: float = Field(ge=0, le=1)
    goals: list[str]
    objectives: list[str]
    evidence: list[EvidenceAnswer]
    message: str
    fix: str
    missing: list[Literal["metric", "target", "deadline"]] | None = Field(
        default=None, description="rule not_measurable: what the text lacks"
    )
    better: str | None = Field(
        default=None, description="rule wrong_parent: the objective that fits better"
    )

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """From the domain."""
        return cls.model_validate(
            {
                "id": finding.id,
                "rule": finding.rule,
                "severity": finding.severity,
                "confidence": finding.confidence,
                "goals": list(finding.goals),
                "objectives": list(finding.objectives),
                "evidence": [{"source": e.source, "quote": e.quote} for e in finding.evidence],
                "message": finding.message,
                "fix": finding.fix,
                "missing": list(finding.missing) or None,
                "better": finding.better,
            }
        )


class AuditAnswer(_Answer):
    """The result of an audit."""

    schema_version: str = SCHEMA_VERSION
    id: str | None = Field(default=None, description="under which it is stored")
    created_at: datetime | None = None
    organisation: str
    today: date
    objectives: int
    goals: int
    links: list[LinkAnswer]
    findings: list[FindingAnswer]
    warnings: list[str]
    library_version: str
    model: str

    @classmethod
    def of(cls, audit: Audit) -> Self:
        """From the domain, not stored yet."""
        return cls(
            organisation=audit.goal_set.organisation,
            today=audit.today,
            objectives=len(audit.goal_set.objectives),
            goals=len(audit.goal_set.goals),
            links=[LinkAnswer.of(link) for link in audit.links],
            findings=[FindingAnswer.of(finding) for finding in audit.findings],
            warnings=list(audit.warnings),
            library_version=audit.library_version,
            model=audit.model,
        )


class KpiSummary(_Answer):
    """A KPI in a list."""

    id: str
    name: str
    source: Source
    definition: str
    domain: str | None
    unit: str | None
    relevance: float | None = Field(default=None, description="to the query, when there is one")

    @classmethod
    def of(cls, indicator: Indicator, relevance: float | None = None) -> Self:
        """From a catalogue."""
        return cls(
            id=indicator.id,
            name=indicator.name,
            source=indicator.source,
            definition=indicator.definition,
            domain=indicator.record and indicator.record.domain,
            unit=indicator.unit,
            relevance=relevance,
        )


class OwnKpiAnswer(_Answer):
    """A KPI of the organisation's own catalogue; what it does not say is empty."""

    id: str
    name: str
    source: Literal[Source.ORGANISATION] = Source.ORGANISATION
    definition: str
    formula: str
    unit: str
    direction: KpiDirection | None
    owner: str
    category: str
    cadence: str
    data_sources: list[str]
    aliases: list[str]
    other: dict[str, str] = Field(description="what else the imported file said, by column")
    same_as: str | None = Field(description="library KPI that is the same measure")

    @classmethod
    def of(cls, kpi_id: str, kpi: OwnKpi) -> Self:
        """From the domain, under the id that answers cite."""
        return cls.model_validate({**asdict(kpi), "id": kpi_id})
