"""What changed from one audit to a later one."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.audit import Finding, Link


@dataclass(frozen=True)
class Entry:
    """A goal or objective by its id and words."""

    id: str
    text: str


@dataclass(frozen=True)
class Rewording:
    """One id with other words."""

    id: str
    before: str
    after: str


@dataclass(frozen=True)
class Renaming:
    """The same words under another id."""

    before: str
    after: str
    text: str


@dataclass(frozen=True)
class EntryChanges:
    """What became of goals, or of objectives."""

    added: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    reworded: tuple[Rewording, ...]
    renamed: tuple[Renaming, ...]


@dataclass(frozen=True)
class MovedGoal:
    """A goal and the objectives that it hangs from now."""

    goal: Entry
    objectives: tuple[str, ...]


@dataclass(frozen=True)
class StrategyEffect:
    """What one edit of the strategy did to goals that nobody touched.

    Attributes:
        objective: Its id in the later audit, or in the earlier one when it is gone.
        before: Its words.
        after: Its new words; None when it is gone.
        adrift: Goals that hung from it and hang from nothing now.
        moved: Goals that hung from it and hang from others now.
    """

    objective: str
    before: str
    after: str | None
    adrift: tuple[Entry, ...]
    moved: tuple[MovedGoal, ...]


@dataclass(frozen=True)
class PartChange:
    """How one part of the score moved.

    Attributes:
        name: Of the part.
        before: Its value in [0, 1]; None when it could not be told.
        after: Likewise.
        points: What it adds to the change of the score.
    """

    name: str
    before: float | None
    after: float | None
    points: float


@dataclass(frozen=True)
class ScoreChange:
    """How the alignment score moved, from 0 to 100."""

    before: float
    after: float
    change: float
    parts: tuple[PartChange, ...]


@dataclass(frozen=True)
class Drift:
    """What changed from one audit to a later one.

    Goals and objectives are named by their ids in the later audit, and by those in the earlier
    one when they are gone.

    Attributes:
        goals: What became of the goals.
        objectives: What became of the strategy.
        lost: Links that goals of both audits have no more.
        won: Links that goals of both audits did not have.
        new: Findings of the later audit that the earlier one did not have.
        settled: Findings of the earlier audit that the later one has no more.
        effects: What the edits of the strategy did to goals that nobody touched.
        score: How the score moved; None when one of the audits has none.
        notes: What makes the two hard to compare, as sentences.
    """

    goals: EntryChanges
    objectives: EntryChanges
    lost: tuple[Link, ...]
    won: tuple[Link, ...]
    new: tuple[Finding, ...]
    settled: tuple[Finding, ...]
    effects: tuple[StrategyEffect, ...]
    score: ScoreChange | None
    notes: tuple[str, ...]
