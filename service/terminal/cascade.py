"""A cascade in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.tree import Tree

from service.answers.cascade import (
    CascadeAnswer,
    CascadedKpiAnswer,
    ComparisonAnswer,
    ObjectiveCascadeAnswer,
    UnitGoalAnswer,
)
from service.terminal.text import escape


def show_cascade(console: Console, answer: CascadeAnswer) -> None:
    """A tree for each objective, then what nobody carries and who would clash."""
    for cascade in answer.cascades:
        _show_objective(console, cascade)
    for unknown in answer.unknown_departments:
        console.print(f"[yellow]Unknown:[/] {escape(unknown.name)}. {escape(unknown.why)}")
    console.print(
        f"[dim]library {answer.library_version} · {escape(answer.model)} · stored as {answer.id}[/]"
    )


def _show_objective(console: Console, cascade: ObjectiveCascadeAnswer) -> None:
    for warning in cascade.warnings:
        console.print(f"[yellow]Note:[/] {escape(warning)}")
    if cascade.abstained:
        console.print(f"[bold]{escape(cascade.objective.text)}[/]")
        console.print(f"[bold]Not carried down.[/] {escape(cascade.reason or '')}\n")
        return
    tree = Tree(f"[bold]{escape(cascade.objective.text)}[/]")
    parts = tree.add("[dim]measured by[/]")
    for part in cascade.parts:
        carried = f"carried by {', '.join(part.carried_by)}" if part.carried_by else "not carried"
        colour = "green" if part.carried_by else "red"
        parts.add(f"{escape(part.kpi.name)} [{colour}]{escape(carried)}[/]")
    for unit in cascade.units:
        _grow(tree, unit)
    console.print(tree)
    for gap in cascade.gaps:
        console.print(f"[red]Not carried:[/] {escape(gap.message)}")
    for tension in cascade.tensions:
        names = " and ".join(tension.units)
        console.print(f"[yellow]Tension:[/] [bold]{escape(names)}[/]. {escape(tension.message)}")
        console.print(f"  [green]{escape(tension.fix)}[/]")
        reason = tension.reason
        console.print(f"  [dim]{escape(f'{reason.claim} ({reason.record}.{reason.field})')}[/]")
    console.print()


def _grow(tree: Tree, goal: UnitGoalAnswer) -> None:
    if goal.objective is None:
        branch = tree.add(f"[bold]{escape(goal.unit)}[/] [red]{escape(goal.nothing or '')}[/]")
    else:
        branch = tree.add(f"[bold]{escape(goal.unit)}[/] {escape(goal.objective)}")
    for kpi in goal.kpis:
        _add_kpi(branch, kpi)
    for written in goal.written:
        near = escape(_nearness(written, goal.unit))
        branch.add(f"[dim]its owner wrote[/] “{escape(written.text)}” [cyan]{near}[/]")
    for child in goal.children:
        _grow(branch, child)


def _nearness(written: ComparisonAnswer, unit: str) -> str:
    if written.close_to is None:
        return "near to nothing proposed"
    if unit in written.carried_by:
        return f"close to {written.close_to.name}"
    if written.carried_by:
        return f"close to {written.close_to.name}, which {', '.join(written.carried_by)} carries"
    return f"close to {written.close_to.name}, which stands on the way up to the parent"


def _add_kpi(branch: Tree, kpi: CascadedKpiAnswer) -> None:
    leaf = branch.add(f"{escape(kpi.name)} [dim]{kpi.strength:.2f}[/]")
    leaf.add(f"[dim]target[/] {escape(kpi.target.sentence)}")
    if kpi.target.value is not None:
        leaf.add(f"[dim]because[/] {escape(kpi.arithmetic)}")
    for reason in kpi.reasons:
        leaf.add(f"[dim]because {escape(f'{reason.claim} ({reason.record}.{reason.field})')}[/]")
