"""How a file was understood, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console

from service.adapters.importers.understood import ReadTable, RowIssue
from service.terminal.text import escape


def show_table(console: Console, table: ReadTable[Any], needed: str) -> None:
    """What each column of a table says.

    Args:
        console: Where to show it.
        table: As understood.
        needed: What no column says where the table is left out, such as ``the name of a KPI``.
    """
    console.print(f"[bold]{escape(table.name)}[/]: {table.rows} rows", soft_wrap=True)
    for note in table.notes:
        console.print(f"  {escape(note)}", soft_wrap=True)
    if table.mapped is None:
        console.print(f"  [yellow]left out: no column is {needed}[/]")
        return
    for field, column in table.mapped.columns.items():
        console.print(f"  {field} [dim]from[/] {escape(column)}", soft_wrap=True)
    if table.mapped.unused:
        unused = ", ".join(table.mapped.unused)
        console.print(f"  [dim]kept without meaning:[/] {escape(unused)}", soft_wrap=True)


def show_row_issues(console: Console, issues: Iterable[RowIssue]) -> None:
    """Rows that were refused, and notes to others, in file order."""
    for issue in issues:
        word = "[red]refused[/]" if issue.refused else "[yellow]note[/]"
        console.print(f"{word} {escape(issue.place)}: {escape(issue.message)}", soft_wrap=True)
