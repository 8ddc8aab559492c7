"""A recommendation in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from service.answers.feedback import FeedbackEffectAnswer
from service.answers.recommendation import RecommendationAnswer, RecommendedKpiAnswer
from service.answers.target import TargetAnswer
from service.domain.indicator import Source
from service.domain.recommendation import Role
from service.terminal.feedback import effect_line, undo_line
from service.terminal.text import escape, title


def show_recommendation(
    console: Console, answer: RecommendationAnswer, explain: bool = False
) -> None:
    """KPI cards, or why there are none.

    Args:
        console: Where to print.
        answer: What to print.
        explain: Also what each KPI adds to the set, what its score is made of, and what was
            left out.
    """
    for warning in answer.warnings:
        console.print(f"[yellow]Note:[/] {escape(warning)}")
    if answer.degraded:
        console.print("[yellow]Note:[/] the language model did not answer, or only in part.")
    if answer.abstained:
        console.print(f"[bold]No KPI recommended.[/] {escape(answer.reason or '')}")
    for item in answer.recommendations:
        console.print(_card(item, [e for e in answer.feedback if e.place == item.rank], explain))
    for effect in answer.feedback:
        if effect.place is None:
            console.print(f"[bold]{escape(effect.kpi)}[/] {effect_line(effect)}", soft_wrap=True)
    if answer.abstained:
        return
    if explain and answer.left_out:
        console.print("[bold]Left out[/]")
        for near in answer.left_out:
            console.print(
                f"  {escape(near.name)} [dim]{escape(near.id)}[/], relevance "
                f"{near.relevance:.2f}: {escape(near.why)}"
            )
    console.print(
        f"[dim]library {answer.library_version} · {escape(answer.model)} · stored as {answer.id}[/]"
    )


def _card(
    item: RecommendedKpiAnswer, moved: Sequence[FeedbackEffectAnswer], explain: bool
) -> Panel:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    if item.source is Source.ORGANISATION:
        rows.add_row("source", "your own catalogue")
    edited = item.edited
    if edited:
        if all(effect.id != edited.feedback for effect in moved):
            rows.add_row("edited", undo_line(edited.feedback))
        rows.add_row("library name", escape(item.name))
        if edited.definition:
            rows.add_row("in your words", escape(edited.definition))
    rows.add_row("measures", escape(item.definition))
    formula = item.own_formula or (item.formula and item.formula.expression)
    if formula:
        rows.add_row("formula", escape(f"{formula}  [{item.unit}]" if item.unit else formula))
    if item.timing and item.direction:
        better = item.direction.replace("_", " ")
        rows.add_row("kind", f"{item.timing}, {item.stage}; better when {better}")
    if item.data_sources:
        rows.add_row("data from", escape(", ".join(item.data_sources)))
    if edited and edited.target:
        rows.add_row("your target", escape(edited.target))
    rows.add_row("target", escape(item.target.sentence))
    if item.target.needs:
        rows.add_row("needs", ", ".join(item.target.needs))
    for name, lines in (
        ("follows", item.target.arithmetic),
        ("milestones", [_milestones(item.target)] if item.target.milestones else []),
        ("outlook", [item.target.outlook.says] if item.target.outlook else []),
        ("note", item.target.notes),
    ):
        for line in lines:
            rows.add_row(name, escape(line))
    if item.gaming:
        rows.add_row("gamed by", escape(item.gaming))
    if item.counter_metrics:
        rows.add_row("guarded by", escape(", ".join(guard.name for guard in item.counter_metrics)))
    for reason in item.reasons:
        cited = f"{reason.claim} “{reason.quote}” ({reason.record}.{reason.field})"
        rows.add_row("because", escape(cited))
    if item.facets:
        rows.add_row("serves", escape("; ".join(item.facets)))
    if item.new_sources:
        rows.add_row("new data", escape(", ".join(item.new_sources)))
    if explain or item.role is not Role.MEASURE:
        rows.add_row("chosen", escape(" ".join(item.chosen_for)))
    if explain:
        parts = (f"{name} {part.contribution:+.2f}" for name, part in item.score_parts.items())
        rows.add_row("score", ", ".join(parts))
    for effect in moved:
        rows.add_row("feedback", effect_line(effect))
    name = (edited and edited.name) or item.name
    heading = title(f"[bold]{item.rank}. {escape(name)}[/] [dim]{escape(item.id)}[/]")
    return Panel(
        rows, title=heading, title_align="left", subtitle=f"relevance {item.relevance:.2f}"
    )


def _milestones(target: TargetAnswer) -> str:
    """A straight line in one row: values where they are known, else shares of the way."""
    return ", ".join(
        f"{point.day}: {point.share:.0%}"
        if point.value is None
        else f"{point.day}: {point.value:g}"
        for point in target.milestones
    )
