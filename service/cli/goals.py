"""``plumbline goals``: goal sets from one form into another."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from service.adapters.exporters.goal_sets.formats import WRITERS, GoalSetFormat
from service.cli.options import Out, check_writable, no_workbook_to_terminal, write_bytes
from service.cli.reading import (
    Columns,
    GoalFile,
    Order,
    Sheet,
    SkipRefused,
    Strategy,
    checked,
    read_goals_of,
)

goals_app = typer.Typer(help="Goal sets from one form into another.", no_args_is_help=True)


@goals_app.callback()
def goals() -> None:
    """Goal sets from one form into another."""


@goals_app.command("convert")
def convert(
    file: GoalFile,
    to: Annotated[GoalSetFormat, typer.Option("--to", help="How to write it.")],
    out: Out = None,
    columns: Columns = None,
    date_order: Order = None,
    sheet: Sheet = None,
    strategy: Strategy = None,
    skip_refused: SkipRefused = False,
) -> None:
    """Write a goal set in another form; reading that again gives the same goal set."""
    writer = WRITERS[to]
    no_workbook_to_terminal(to is GoalSetFormat.XLSX, out, "--to")
    if out is not None:
        check_writable(out)
    read = read_goals_of(file, columns, date_order, sheet, strategy)
    goal_set = checked(read, skip_refused)
    write_bytes(writer.write(goal_set), out)
    console = Console(stderr=True, emoji=False)
    if goal_set.organisation and not writer.organisation:
        console.print(f"[yellow]note[/] {to} has no place for the organisation's name")
    if out is not None:
        console.print(
            f"{len(goal_set.objectives)} objectives and {len(goal_set.goals)} goals written to "
            f"{out}",
            markup=False,
            soft_wrap=True,
        )
