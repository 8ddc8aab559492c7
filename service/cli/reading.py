"""Goal sets from files, for the commands that take one: options, and what to say of the rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from service import terminal
from service.adapters.importers.goal_sets.dates import DateOrder
from service.adapters.importers.goal_sets.own_document import OWN_DOCUMENT
from service.adapters.importers.goal_sets.reading import (
    ReadGoalSet,
    ReadingOptions,
    read_goal_file,
)
from service.cli.options import pairs
from service.domain.goal_set import GoalSet
from service.errors import InputError

GoalFile = Annotated[
    Path,
    typer.Argument(
        help="Goals in CSV, XLSX, JSON, YAML, StratML (.xml) or an outline (.txt, .md), as they "
        "are or as exported by Viva Goals, Betterworks, Culture Amp, Atlassian or Asana."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="What a column says; may be repeated."),
]
Order = Annotated[
    DateOrder | None,
    typer.Option("--date-order", help="How 1/2/2027 is meant; else found out from the column."),
]
Sheet = Annotated[str | None, typer.Option(help="Of a workbook, the only sheet to read.")]
Strategy = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The objectives, where FILE holds goals alone."),
]
SkipRefused = Annotated[
    bool, typer.Option("--skip-refused", help="Go on without the rows that are refused.")
]


def read_goals_of(
    file: Path,
    columns: list[str] | None,
    date_order: DateOrder | None,
    sheet: str | None,
    strategy: Path | None,
) -> ReadGoalSet:
    """The goal set in a file, read as the options say.

    Raises:
        InputError: The file or an option cannot be used.
    """
    options = ReadingOptions(dict(pairs(columns, "--map")), date_order, sheet)
    return read_goal_file(file, options, strategy)


def checked(read: ReadGoalSet, skip_refused: bool) -> GoalSet:
    """The goal set, with what is to be said of its rows on standard error.

    Raises:
        InputError: It is none, or rows are refused and not to be skipped.
    """
    console = Console(stderr=True, emoji=False)
    if len(read.refused) == 1 and not skip_refused:
        issue = read.refused[0]
        raise InputError(f"{issue.message}; mend it, or add --skip-refused", issue.place)
    terminal.show_row_issues(console, read.issues)
    if read.refused and not skip_refused:
        raise InputError(
            f"{len(read.refused)} entries are refused: mend them, or go on without them by "
            "--skip-refused"
        )
    goal_set = read.checked(skip_refused)
    if read.source != OWN_DOCUMENT:
        terminal.show_source(console, read)
    return goal_set
