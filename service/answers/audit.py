"""An audit as other programs read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field

from service.answers.base import Answer, KeptAnswer
from service.answers.llm import LlmUseAnswer
from service.domain.audit import (
    Audit,
    Dismissal,
    Evidence,
    Finding,
    Link,
    Score,
    ScorePart,
    Severity,
)
from service.domain.goal_set import GoalSet


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

    def to_link(self) -> Link:
        """Back to the domain."""
        return Link(self.goal, self.objective, self.score, tuple(self.via), self.because)


class EvidenceAnswer(Answer):
    """A quotation that a finding rests on."""

    source: str
    quote: str


class DismissalAnswer(Answer):
    """That a finding is known and let be."""

    reason: str
    by: str = Field(description="empty when unknown")
    at: datetime

    @classmethod
    def of(cls, dismissal: Dismissal) -> Self:
        """From the domain."""
        return cls(reason=dismissal.reason, by=dismissal.by, at=dismissal.at)


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
    missing: list[Literal["metric", "target", "unit", "deadline"]] | None = Field(
        default=None, description="rule not_measurable: what the text lacks"
    )
    better: str | None = Field(
        default=None, description="rule wrong_parent: the objective that fits better"
    )
    dismissed: DismissalAnswer | None = Field(
        default=None, description="set when the organisation lets it be: it is not open then"
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
                "dismissed": finding.dismissed and DismissalAnswer.of(finding.dismissed),
            }
        )

    def dismissed_by(self, dismissal: Dismissal | None) -> Self:
        """The same finding, dismissed or open."""
        answer = dismissal and DismissalAnswer.of(dismissal)
        return self.model_copy(update={"dismissed": answer})

    def to_finding(self) -> Finding:
        """Back to the domain."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return Finding(
            **{
                **given,
                "goals": tuple(self.goals),
                "objectives": tuple(self.objectives),
                "evidence": tuple(Evidence(e.source, e.quote) for e in self.evidence),
                "missing": tuple(self.missing or ()),
                "dismissed": self.dismissed and Dismissal(**self.dismissed.model_dump()),
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

    @classmethod
    def of(cls, score: Score) -> Self:
        """From the domain."""
        return cls(
            value=score.value,
            parts=[ScorePartAnswer.model_validate(vars(part)) for part in score.parts],
        )

    def to_score(self) -> Score:
        """Back to the domain."""
        return Score(self.value, tuple(ScorePart(**part.model_dump()) for part in self.parts))


class AuditAnswer(KeptAnswer):
    """The result of an audit; the score takes dismissed findings for findings."""

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
    degraded: bool = Field(
        default=False,
        description="true when calls to the language model failed and the embedded answer stands",
    )
    llm: LlmUseAnswer | None = Field(
        default=None, description="what the language model did; null without one"
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
            score=audit.score and ScoreAnswer.of(audit.score),
            degraded=bool(audit.llm and audit.llm.degraded),
            llm=audit.llm and LlmUseAnswer.of(audit.llm),
        )

    @property
    def open_findings(self) -> list[FindingAnswer]:
        """Those that nobody has dismissed."""
        return [finding for finding in self.findings if finding.dismissed is None]

    @property
    def dismissed_findings(self) -> list[FindingAnswer]:
        """The others."""
        return [finding for finding in self.findings if finding.dismissed is not None]

    def with_dismissals(self, dismissals: Mapping[str, Dismissal]) -> Self:
        """The same audit with these findings, by id, dismissed and no others."""
        findings = [finding.dismissed_by(dismissals.get(finding.id)) for finding in self.findings]
        return self.model_copy(update={"findings": findings})

    def to_audit(self, goal_set: GoalSet) -> Audit:
        """Back to the domain, with the goal set that was audited."""
        return Audit(
            goal_set=goal_set,
            today=self.today,
            links=tuple(link.to_link() for link in self.links),
            findings=tuple(finding.to_finding() for finding in self.findings),
            warnings=tuple(self.warnings),
            library_version=self.library_version,
            model=self.model,
            score=self.score.to_score() if self.score else None,
        )
