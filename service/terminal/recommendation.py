"""A recommendation in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from service.answers import RecommendationAnswer, RecommendedKpiAnswer
from service.domain.indicator import Source
from service.terminal.text import escape, title


def show_recommendation(console: Console, answer: RecommendationAnswer) -> None:
    """KPI cards, or why there are none."""
    for warning in answer.warnings:
        console.print(f"[yellow]Note:[/] {escape(warning)}")
    if answer.abstained:
        console.print(f"[bold]No KPI recommended.[/] {escape(answer.reason or '')}")
        return
    for item in answer.recommendations:
        console.print(_card(item))
    console.print(
        f"[dim]library {answer.library_version} · {escape(answer.model)} · stored as {answer.id}[/]"
    )


def _card(item: RecommendedKpiAnswer) -> Panel:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    if item.source is Source.ORGANISATION:
        rows.add_row("source", "your own catalogue")
    rows.add_row("measures", escape(item.definition))
    formula = item.own_formula or (item.formula and item.formula.expression)
    if formula:
        rows.add_row("formula", escape(f"{formula}  [{item.unit}]" if item.unit else formula))
    if item.timing and item.direction:
        better = item.direction.replace("_", " ")
        rows.add_row("kind", f"{item.timing}, {item.stage}; better when {better}")
    if item.data_sources:
        rows.add_row("data from", escape(", ".join(item.data_sources)))
    rows.add_row("target", escape(item.target.sentence))
    if item.target.needs:
        rows.add_row("needs", ", ".join(item.target.needs))
    if item.gaming:
        rows.add_row("gamed by", escape(item.gaming))
    if item.counter_metrics:
        rows.add_row("guarded by", escape(", ".join(guard.name for guard in item.counter_metrics)))
    for reason in item.reasons:
        cited = f"{reason.claim} “{reason.quote}” ({reason.record}.{reason.field})"
        rows.add_row("because", escape(cited))
    heading = title(f"[bold]{item.rank}. {escape(item.name)}[/] [dim]{escape(item.id)}[/]")
    return Panel(
        rows, title=heading, title_align="left", subtitle=f"relevance {item.relevance:.2f}"
    )
