"""What an audit finds: links from goals to objectives, and findings with evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from service.domain.goal_set import GoalSet
from service.domain.llm import LlmUse


class Severity(StrEnum):
    """How much a finding matters; a high one makes the command exit with 1."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Link:
    """A goal's support for an objective.

    Attributes:
        goal: Goal id.
        objective: Objective id.
        score: Probability in [0, 1] that the goal supports the objective.
        via: Ids through which it supports it, such as a parent goal; empty when direct.
        because: What the score rests on, in one clause.
    """

    goal: str
    objective: str
    score: float
    via: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True)
class Evidence:
    """A quotation from the goal set or the library that a finding rests on."""

    source: str
    quote: str


@dataclass(frozen=True)
class Dismissal:
    """That a finding is known and let be.

    Attributes:
        reason: Why.
        by: Who says so; empty when unknown.
        at: When.
    """

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Finding:
    """Something wrong with the goal set.

    Attributes:
        id: Stable over audits of the same texts, so that a dismissal persists.
        rule: Name of the rule that found it.
        severity: How much it matters.
        confidence: Probability that a careful reader agrees, in [0, 1].
        goals: Ids of the goals concerned.
        objectives: Ids of what stands above and is concerned: objectives, or parent goals.
        evidence: Quotations that it rests on.
        message: What is wrong.
        fix: What to do about it; unknown numbers stay open in it.
        missing: Rule ``not_measurable``: which of metric, target, unit and deadline the
            goal lacks.
        better: Rules ``wrong_parent`` and ``level_skipped``: id of what to hang it from instead.
        dismissed: Set when the organisation lets it be.
        rewrite: Rules ``not_measurable`` and ``activity_not_outcome``: the goal put measurably by
            a language model, with unknown numbers open; empty without one.
    """

    id: str
    rule: str
    severity: Severity
    confidence: float
    goals: tuple[str, ...]
    objectives: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    message: str
    fix: str
    missing: tuple[str, ...] = ()
    better: str | None = None
    dismissed: Dismissal | None = None
    rewrite: str = ""


@dataclass(frozen=True)
class ScorePart:
    """One side of an alignment score.

    Attributes:
        name: Such as ``linked``.
        value: In [0, 1]; 1 is best.
        weight: Its share of the score, in [0, 1]; those of all parts sum to 1.
        meaning: What it says, in one clause.
    """

    name: str
    value: float
    weight: float
    meaning: str


@dataclass(frozen=True)
class Score:
    """How well a goal set hangs together with its strategy.

    Attributes:
        value: From 0 to 100.
        parts: What it is made of; what cannot be told of a set is left out, such as the
            placement of goals that declare no parent.
    """

    value: float
    parts: tuple[ScorePart, ...]


@dataclass(frozen=True)
class Audit:
    """The result of auditing a goal set on a day with one library and model.

    ``score`` is None for an audit that was kept before there was one, ``llm`` without a language
    model.
    """

    goal_set: GoalSet
    today: date
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    library_version: str
    model: str
    score: Score | None = None
    llm: LlmUse | None = None
