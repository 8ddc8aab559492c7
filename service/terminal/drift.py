"""Past audits and what changed between them, in a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.console import Console

from service.answers.audit import LinkAnswer, ScoreAnswer
from service.answers.drift import (
    AuditPage,
    AuditSummary,
    DriftAnswer,
    EntryChangesAnswer,
    ScoreChangeAnswer,
    StrategyEffectAnswer,
    these_goals_hang,
)
from service.terminal.audit import finding_line
from service.terminal.text import escape


def drift_text(drift: DriftAnswer, colour: bool) -> str:
    """What changed, the strategy's own changes and what they did first."""
    target = io.StringIO()
    console = Console(file=target, force_terminal=colour, emoji=False, soft_wrap=True)
    before = drift.before
    console.print(f"[bold]Since the audit of {before.created_at:%Y-%m-%d %H:%M}[/] ({before.id})")
    for line in _lines(drift):
        console.print(line)
    return target.getvalue()


def show_audits(console: Console, page: AuditPage) -> None:
    """One line an audit; no table, which would break the ids."""
    if not page.items:
        console.print("No audits yet.")
    for audit in page.items:
        score = f"score {audit.score.value:.0f}" if audit.score else "no score"
        console.print(
            f"{audit.id} [dim]{audit.created_at:%Y-%m-%d %H:%M}[/] "
            f"{escape(audit.organisation) or '[dim]no organisation[/]'} · {audit.goals} goals, "
            f"{audit.objectives} objectives, {score}",
            soft_wrap=True,
        )
    if len(page.items) < page.total:
        console.print(f"[dim]{len(page.items)} of {page.total}; see more with --limit[/]")


def show_history(console: Console, audits: Sequence[AuditSummary]) -> None:
    """Score and parts of each audit, oldest first, and where model or library changed."""
    if not audits:
        console.print("No audits with a score yet.")
    made_with = None
    for audit in audits:
        this = audit.model, audit.library_version
        if made_with not in (None, this):
            console.print("[yellow]From here on with another model or KPI library:[/]")
        made_with = this
        if audit.score:
            console.print(
                f"[dim]{audit.created_at:%Y-%m-%d %H:%M}[/] {_bar(audit.score)}", soft_wrap=True
            )


def _bar(score: ScoreAnswer) -> str:
    parts = " · ".join(f"{part.name} {part.value:.0%}" for part in score.parts)
    return f"[green]{'█' * round(score.value / 5):<20}[/] [bold]{score.value:5.1f}[/] {parts}"


def _lines(drift: DriftAnswer) -> Iterable[str]:
    for note in drift.notes:
        yield f"[yellow]Note:[/] {escape(note)}"
    if drift.score:
        yield _score_line(drift.score)
    yield from _changed("Objective", drift.objectives)
    for effect in drift.strategy_effects:
        yield from _effect_lines(effect)
    yield from _changed("Goal", drift.goals)
    for link in drift.links.lost:
        yield f"[red]Link lost:[/] {_link(link)}"
    for link in drift.links.won:
        yield f"[green]Link won:[/] {_link(link)}"
    for finding in drift.findings.new:
        yield f"[red]New finding:[/] {finding_line(finding)}"
    for finding in drift.findings.gone:
        yield f"[green]Finding gone:[/] {finding_line(finding)}"
    if drift.nothing_changed:
        yield "Nothing changed in goals, strategy, links and findings."


def _score_line(score: ScoreChangeAnswer) -> str:
    moved = [f"{part.name} {part.points:+.1f}" for part in score.parts if part.points]
    parts = f" ({', '.join(moved)})" if moved else ""
    return f"Alignment score {score.before:.1f} → {score.after:.1f}, {score.change:+.1f}{parts}"


def _changed(what: str, changes: EntryChangesAnswer) -> Iterable[str]:
    for entry in changes.added:
        yield f"{what} added: [bold]{escape(entry.id)}[/] “{escape(entry.text)}”"
    for entry in changes.gone:
        yield f"{what} gone: [bold]{escape(entry.id)}[/] “{escape(entry.text)}”"
    for one in changes.reworded:
        yield (
            f"{what} reworded: [bold]{escape(one.id)}[/] “{escape(one.before)}” → "
            f"“{escape(one.after)}”"
        )
    for other in changes.renamed:
        names = f"[bold]{escape(other.before)}[/] is now [bold]{escape(other.after)}[/]"
        yield f"{what} renamed: {names} “{escape(other.text)}”"


def _effect_lines(effect: StrategyEffectAnswer) -> Iterable[str]:
    since = f"Since [bold]{escape(effect.objective)}[/] {effect.edit},"
    if effect.adrift:
        yield f"[red]{since} {these_goals_hang(effect.adrift)} from nothing:[/]"
        for goal in effect.adrift:
            yield f"  [bold]{escape(goal.id)}[/] “{escape(goal.text)}”"
    if effect.moved:
        yield f"[yellow]{since} {these_goals_hang(effect.moved)} from other objectives:[/]"
        for moved in effect.moved:
            below = escape(", ".join(moved.objectives))
            yield f"  [bold]{escape(moved.id)}[/] “{escape(moved.text)}” from {below}"


def _link(link: LinkAnswer) -> str:
    return f"{escape(link.goal)} from {escape(link.objective)}"
