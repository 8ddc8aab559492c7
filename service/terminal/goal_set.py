"""How a file of goals was understood, in a terminal."""

from __future__ import annotations

from rich.console import Console

from service.adapters.importers.goal_sets.reading import ReadGoalSet
from service.terminal.text import escape
from service.terminal.understood import show_row_issues, show_table

#: Entries shown of each kind; a file can have 100,000.
_SHOWN = 10


def show_reading(console: Console, read: ReadGoalSet) -> None:
    """Format or tool, what each column says, entries, and rows that are refused."""
    console.print(f"Read as [bold]{escape(read.source)}[/].", soft_wrap=True)
    for table in read.tables:
        show_table(console, table, "the text of a goal")
    for note in read.notes:
        console.print(f"  {escape(note)}", soft_wrap=True)
    told = f": {escape(read.told)}" if read.told else ""
    console.print(f"[bold]{len(read.objectives)} objectives[/]{told}", soft_wrap=True)
    for objective in read.objectives[:_SHOWN]:
        console.print(f"  {escape(objective.text)} [dim]{escape(objective.id)}[/]", soft_wrap=True)
    _show_rest(console, len(read.objectives))
    without = sum(not goal.parent for goal in read.goals)
    console.print(f"[bold]{len(read.goals)} goals[/], {without} without parent", soft_wrap=True)
    for goal in read.goals[:_SHOWN]:
        above = f"under {', '.join(goal.parent)}" if goal.parent else ""
        said = ", ".join(filter(None, [goal.owner, f"due {goal.due}" if goal.due else "", above]))
        said = f" ({said})" if said else ""
        line = f"{escape(goal.text)} [dim]{escape(goal.id + said)}[/]"
        console.print(f"  {line}", soft_wrap=True)
    _show_rest(console, len(read.goals))
    show_row_issues(console, read.issues)
    console.print(f"{len(read.refused)} entries refused. Nothing is audited yet.")


def show_source(console: Console, read: ReadGoalSet) -> None:
    """One line: what the file was taken for."""
    console.print(
        f"Read as {escape(read.source)}: {len(read.objectives)} objectives, {len(read.goals)} "
        f"goals, {len(read.refused)} refused. --dry-run shows how.",
        soft_wrap=True,
        highlight=False,
    )


def _show_rest(console: Console, count: int) -> None:
    if count > _SHOWN:
        console.print(f"  [dim]and {count - _SHOWN} more[/]")
