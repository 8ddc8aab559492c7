"""Past audits and what changed between them, as other programs read it."""

from __future__ import annotations

from collections.abc import Sized
from datetime import datetime
from typing import Self

from pydantic import Field

from service.answers.audit import AuditAnswer, FindingAnswer, LinkAnswer, ScoreAnswer
from service.answers.base import SCHEMA_VERSION, Answer
from service.domain.drift import (
    Drift,
    Entry,
    EntryChanges,
    MovedGoal,
    ScoreChange,
    StrategyEffect,
)


class AuditSummary(Answer):
    """An audit in a list."""

    id: str
    created_at: datetime
    organisation: str
    objectives: int
    goals: int
    score: ScoreAnswer | None
    library_version: str
    model: str

    @classmethod
    def of(cls, audit: AuditAnswer) -> Self:
        """Of an audit that was kept."""
        return cls.model_validate({name: getattr(audit, name) for name in cls.model_fields})


class AuditPage(Answer):
    """Some audits of a list, newest first, and how many it has."""

    items: list[AuditSummary]
    total: int = Field(ge=0)


class EntryAnswer(Answer):
    """A goal or objective by its id and words."""

    id: str
    text: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """From the domain."""
        return cls(id=entry.id, text=entry.text)


class RewordingAnswer(Answer):
    """One id with other words."""

    id: str
    before: str
    after: str


class RenamingAnswer(Answer):
    """The same words under another id."""

    before: str
    after: str
    text: str


class EntryChangesAnswer(Answer):
    """What became of goals, or of objectives."""

    added: list[EntryAnswer]
    gone: list[EntryAnswer]
    reworded: list[RewordingAnswer]
    renamed: list[RenamingAnswer] = Field(description="the same words under another id")

    @classmethod
    def of(cls, changes: EntryChanges) -> Self:
        """From the domain."""
        return cls(
            added=[EntryAnswer.of(entry) for entry in changes.added],
            gone=[EntryAnswer.of(entry) for entry in changes.gone],
            reworded=[RewordingAnswer.model_validate(vars(one)) for one in changes.reworded],
            renamed=[RenamingAnswer.model_validate(vars(one)) for one in changes.renamed],
        )


class LinkChangesAnswer(Answer):
    """Links that goals of both audits lost and won."""

    lost: list[LinkAnswer]
    won: list[LinkAnswer]


class FindingChangesAnswer(Answer):
    """Findings that only one of the audits has."""

    new: list[FindingAnswer]
    gone: list[FindingAnswer]


class MovedGoalAnswer(Answer):
    """A goal and the objectives that it hangs from now."""

    id: str
    text: str
    objectives: list[str]

    @classmethod
    def of(cls, moved: MovedGoal) -> Self:
        """From the domain."""
        return cls(id=moved.goal.id, text=moved.goal.text, objectives=list(moved.objectives))


class StrategyEffectAnswer(Answer):
    """What one edit of the strategy did to goals that nobody touched."""

    objective: str
    before: str
    after: str | None = Field(description="null when the objective is gone")
    adrift: list[EntryAnswer] = Field(description="hung from it, hang from nothing now")
    moved: list[MovedGoalAnswer] = Field(description="hung from it, hang from others now")

    @classmethod
    def of(cls, effect: StrategyEffect) -> Self:
        """From the domain."""
        return cls(
            objective=effect.objective,
            before=effect.before,
            after=effect.after,
            adrift=[EntryAnswer.of(goal) for goal in effect.adrift],
            moved=[MovedGoalAnswer.of(goal) for goal in effect.moved],
        )

    @property
    def edit(self) -> str:
        """What happened to the objective, as words to follow its name."""
        return "is gone" if self.after is None else "was reworded"


class PartChangeAnswer(Answer):
    """How one part of the score moved; null where it could not be told."""

    name: str
    before: float | None
    after: float | None
    points: float = Field(description="what it adds to the change of the score")


class ScoreChangeAnswer(Answer):
    """How the alignment score moved."""

    before: float
    after: float
    change: float
    parts: list[PartChangeAnswer]

    @classmethod
    def of(cls, score: ScoreChange) -> Self:
        """From the domain."""
        return cls(
            before=score.before,
            after=score.after,
            change=score.change,
            parts=[PartChangeAnswer.model_validate(vars(part)) for part in score.parts],
        )


class DriftAnswer(Answer):
    """What changed from one audit to a later one.

    Ids are those of the later audit, and of the earlier one for what is gone.
    """

    schema_version: str = SCHEMA_VERSION
    before: AuditSummary
    after: AuditSummary
    goals: EntryChangesAnswer
    objectives: EntryChangesAnswer
    links: LinkChangesAnswer = Field(description="of goals that stand in both audits")
    findings: FindingChangesAnswer
    strategy_effects: list[StrategyEffectAnswer]
    score: ScoreChangeAnswer | None
    notes: list[str] = Field(description="what makes the two audits hard to compare")

    @classmethod
    def of(cls, drift: Drift, before: AuditAnswer, after: AuditAnswer) -> Self:
        """From the domain, with the audits that it compares."""
        return cls(
            before=AuditSummary.of(before),
            after=AuditSummary.of(after),
            goals=EntryChangesAnswer.of(drift.goals),
            objectives=EntryChangesAnswer.of(drift.objectives),
            links=LinkChangesAnswer(
                lost=[LinkAnswer.of(link) for link in drift.lost],
                won=[LinkAnswer.of(link) for link in drift.won],
            ),
            findings=FindingChangesAnswer(
                new=[FindingAnswer.of(finding) for finding in drift.new],
                gone=[FindingAnswer.of(finding) for finding in drift.settled],
            ),
            strategy_effects=[StrategyEffectAnswer.of(effect) for effect in drift.effects],
            score=drift.score and ScoreChangeAnswer.of(drift.score),
            notes=list(drift.notes),
        )

    @property
    def nothing_changed(self) -> bool:
        """Whether goals, strategy, links and findings are the same in both."""
        lists = self.goals, self.objectives, self.links, self.findings
        return not any(entries for one in lists for entries in vars(one).values())


def these_goals_hang(goals: Sized) -> str:
    """The subject of a sentence that says from what goals hang now."""
    return "this goal hangs" if len(goals) == 1 else f"these {len(goals)} goals hang"


class AuditSince(AuditAnswer):
    """An audit together with what changed since an earlier one."""

    drift: DriftAnswer
