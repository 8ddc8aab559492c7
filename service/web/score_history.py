"""The alignment score over the audits of an organisation: a line, and the table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

from service.answers.audit import ScoreAnswer
from service.answers.drift import AuditSummary

#: Audits that are shown: three years of quarters.
MAX_AUDITS = 12
#: The scale spans at least so many points of the score, so that a trifle does not look steep.
_LEAST_SPAN = 20


@dataclass(frozen=True)
class Drawing:
    """Bounds of the drawing, in its own units: the field of the line, with room for labels."""

    width: int = 272
    height: int = 150
    left: int = 30
    right: int = 258
    top: int = 18
    bottom: int = 126


DRAWING = Drawing()


@dataclass(frozen=True)
class Shown:
    """One audit.

    Attributes:
        audit: With when it was made.
        score: Its score.
        parts: Values by the name of each part that could be told.
        change: Points since the one before; None for the first.
        x: From the left.
        y: From the top.
        other_model: Whether it was made with another model or library than the one before.
    """

    audit: AuditSummary
    score: ScoreAnswer
    parts: dict[str, float]
    change: float | None
    x: float
    y: float
    other_model: bool


@dataclass(frozen=True)
class ScoreHistory:
    """What is drawn and listed.

    Attributes:
        shown: Oldest first.
        left_out: How many older ones there are.
        parts: Names of the parts, in the order of the newest audit.
        lines: Points of a line each; it breaks where model or library changed.
        ticks: Height and label of the grid's lines.
        described: What the line shows, in words.
    """

    shown: tuple[Shown, ...]
    left_out: int
    parts: tuple[str, ...]
    lines: tuple[str, ...]
    ticks: tuple[tuple[float, int], ...]
    described: str


def score_history(audits: Sequence[AuditSummary]) -> ScoreHistory | None:
    """The score over time; None while there are fewer than two scores.

    Args:
        audits: Of one organisation, oldest first.
    """
    scored = [(audit, audit.score) for audit in audits if audit.score]
    if len(scored) < 2:
        return None
    # The audit before the first that is shown gives it its change.
    left_out = max(len(scored) - MAX_AUDITS, 0)
    shown = scored[left_out:]
    values = [score.value for _, score in shown]
    low, high = _scale(min(values), max(values))
    start = shown[0][0].created_at.timestamp()
    length = shown[-1][0].created_at.timestamp() - start
    entries: list[Shown] = []
    for place, (audit, score) in enumerate(shown, start=left_out):
        before = scored[place - 1] if place else None
        passed = (audit.created_at.timestamp() - start) / length if length else 1.0
        entries.append(
            Shown(
                audit,
                score,
                {part.name: part.value for part in score.parts},
                round(score.value - before[1].value, 1) if before else None,
                round(DRAWING.left + passed * (DRAWING.right - DRAWING.left), 1),
                round(
                    DRAWING.bottom
                    - (score.value - low) / (high - low) * (DRAWING.bottom - DRAWING.top),
                    1,
                ),
                before is not None and _made_with(before[0]) != _made_with(audit),
            )
        )
    runs = groupby(entries, lambda entry: _made_with(entry.audit))
    names = dict.fromkeys(name for entry in reversed(entries) for name in entry.parts)
    return ScoreHistory(
        tuple(entries),
        left_out,
        tuple(names),
        tuple(" ".join(f"{entry.x},{entry.y}" for entry in run) for _, run in runs),
        (
            (DRAWING.bottom, low),
            ((DRAWING.top + DRAWING.bottom) / 2, (low + high) // 2),
            (DRAWING.top, high),
        ),
        _described([round(value) for value in values]),
    )


def _described(values: Sequence[int]) -> str:
    if len(set(values)) == 1:
        return f"{values[0]} in each of {len(values)} audits."
    return (
        f"From {values[0]} to {values[-1]} over {len(values)} audits; the lowest is "
        f"{min(values)}, the highest {max(values)}."
    )


def _scale(least: float, most: float) -> tuple[int, int]:
    """Bounds in whole tens, and an even number of tens apart, so that the middle is one too."""
    low, high = 10 * floor(least / 10), 10 * ceil(most / 10)
    while high - low < _LEAST_SPAN or (high - low) % 20:
        if high < 100:
            high += 10
        else:
            low -= 10
    return low, high


def _made_with(audit: AuditSummary) -> tuple[str, str]:
    return audit.model, audit.library_version
