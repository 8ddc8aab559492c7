"""Sheets of an audit's workbook on earlier audits: what changed, and the score over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.answers.drift import AuditSummary, DriftAnswer, EntryChangesAnswer, ScoreChangeAnswer
from service.answers.rule_titles import RULES

Cell = str | float | None
#: Headings with widths in characters.
Columns = Sequence[tuple[str, int]]

CHANGES: Columns = (
    ("What", 30), ("Concerns", 20), ("Before", 60), ("Now", 60), ("Because", 40),
)  # fmt: skip


def changes(drift: DriftAnswer) -> Iterator[tuple[Cell, ...]]:
    """A row a change, in columns ``CHANGES``."""
    before = drift.before
    yield "Compared with the audit of", before.id, before.created_at.date().isoformat()
    for note in drift.notes:
        yield "Note", None, None, note
    if drift.score:
        yield from _score(drift.score)
    yield from _entries("Objective", drift.objectives)
    for effect in drift.strategy_effects:
        because = f"{effect.objective} {effect.edit}"
        for goal in effect.adrift:
            yield "Hangs from nothing now", goal.id, effect.objective, "nothing", because
        for moved in effect.moved:
            now = ", ".join(moved.objectives)
            yield "Hangs from other objectives now", moved.id, effect.objective, now, because
    yield from _entries("Goal", drift.goals)
    for link in drift.links.lost:
        yield "Link lost", link.goal, link.objective
    for link in drift.links.won:
        yield "Link won", link.goal, None, link.objective
    for what, found in (("New finding", drift.findings.new), ("Finding gone", drift.findings.gone)):
        for finding in found:
            concerned = "\n".join(dict.fromkeys((*finding.goals, *finding.objectives)))
            said = (finding.message, None) if what == "Finding gone" else (None, finding.message)
            yield what, concerned, *said, RULES.get(finding.rule, finding.rule)
    if drift.nothing_changed:
        yield "Nothing changed in goals, strategy, links and findings", None


def history_columns(audits: Sequence[AuditSummary]) -> Columns:
    """Headings of ``history``."""
    return (("Audit", 26), ("Made on (UTC)", 18), ("Goals", 8), ("Objectives", 11), ("Score", 8),
            *((f"Score: {name}", 14) for name in _parts(audits)),
            ("KPI library", 16), ("Embedding model", 36))  # fmt: skip


def history(audits: Sequence[AuditSummary]) -> Iterator[tuple[Cell, ...]]:
    """A row an audit with a score, in columns ``history_columns``, oldest first."""
    names = _parts(audits)
    for audit in audits:
        if audit.score is None:
            continue
        values = {part.name: float(part.value) for part in audit.score.parts}
        yield (
            audit.id,
            f"{audit.created_at:%Y-%m-%d %H:%M}",
            audit.goals,
            audit.objectives,
            round(audit.score.value),
            *(values.get(name) for name in names),
            audit.library_version,
            audit.model,
        )


def _parts(audits: Sequence[AuditSummary]) -> tuple[str, ...]:
    scores = [audit.score for audit in audits if audit.score]
    return tuple(dict.fromkeys(part.name for score in reversed(scores) for part in score.parts))


def _score(score: ScoreChangeAnswer) -> Iterator[tuple[Cell, ...]]:
    then, now = round(score.before), round(score.after)
    yield "Alignment score", None, then, now, _points(score.change)
    for part in score.parts:
        then_now = _share(part.before), _share(part.after)
        yield f"Score: {part.name}", None, *then_now, _points(part.points)


def _points(change: float) -> str:
    """In words, because a cell that begins with a sign could be a formula."""
    return f"{abs(change):.1f} points {'less' if change < 0 else 'more'}"


def _share(value: float | None) -> float | None:
    """As a float even when it is whole, which sheets show as a count."""
    return None if value is None else float(value)


def _entries(what: str, found: EntryChangesAnswer) -> Iterator[tuple[Cell, ...]]:
    for added in found.added:
        yield f"{what} added", added.id, None, added.text
    for gone in found.gone:
        yield f"{what} gone", gone.id, gone.text
    for one in found.reworded:
        yield f"{what} reworded", one.id, one.before, one.after
    for other in found.renamed:
        yield f"{what} renamed", other.after, other.before, other.after, other.text
