"""An audit as other programs read it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field

from service.answers.base import Answer, KeptAnswer
from service.domain.audit import Audit, Finding, Link, Severity


class LinkAnswer(Answer):
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


class EvidenceAnswer(Answer):
    """A quotation that a finding rests on."""

    source: str
    quote: str


class DismissalAnswer(Answer):
    """Why somebody set a finding aside."""

    reason: str
    by: str
    at: datetime


class FindingAnswer(Answer):
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
    dismissed: DismissalAnswer | None = Field(
        default=None, description="set aside, by whom and why; null while it stands"
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


class ScorePartAnswer(Answer):
    """One side of an alignment score."""

    name: str
    value: float = Field(ge=0, le=1)
    weight: float = Field(ge=0, le=1, description="share of the score; all sum to 1")
    meaning: str


class ScoreAnswer(Answer):
    """How well the goals hang together with the strategy."""

    value: float = Field(ge=0, le=100)
    parts: list[ScorePartAnswer]


class AuditAnswer(KeptAnswer):
    """The result of an audit."""

    organisation: str
    today: date
    objectives: int
    goals: int
    links: list[LinkAnswer]
    findings: list[FindingAnswer]
    warnings: list[str]
    library_version: str
    model: str
    score: ScoreAnswer | None = Field(
        default=None, description="null in audits that were kept before there was a score"
    )

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
