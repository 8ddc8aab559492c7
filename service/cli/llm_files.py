"""Options by which files stand in for the language model, and what is said of a batch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from service import terminal
from service.adapters.llm.batch_model import BatchModel
from service.cli.options import EXIT_UNANSWERED, write
from service.domain.ports import LanguageModel

_PANEL = "Language model"

Record = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Add the language model's replies to it, and ask only what it does not hold.",
        rich_help_panel=_PANEL,
    ),
]
Replay = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Take the language model's replies from this recording; ask nothing.",
        rich_help_panel=_PANEL,
    ),
]
BatchOut = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Ask nothing; write the calls that are unanswered as an OpenAI batch.",
        rich_help_panel=_PANEL,
    ),
]
BatchIn = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Take replies from what a batch has answered; repeat it for each batch so far.",
        rich_help_panel=_PANEL,
    ),
]


def finish_batch(model: LanguageModel | None, batch_out: Path | None) -> None:
    """Write the next batch, and say on standard error how to go on; nothing without a batch.

    Raises:
        typer.Exit: Calls are unanswered, so the run is to be repeated; the code is
            ``EXIT_UNANSWERED``.
        InputError: The file cannot be written.
    """
    if write_batch(model, batch_out):
        raise typer.Exit(EXIT_UNANSWERED)


def write_batch(model: LanguageModel | None, batch_out: Path | None) -> int:
    """Do the same, and return how many calls are unanswered.

    Raises:
        InputError: The file cannot be written.
    """
    if not isinstance(model, BatchModel):
        return 0
    if batch_out is not None:
        # Also when nothing is left to ask: the last batch would be taken for the next.
        write(model.requests(), batch_out)
    terminal.show_batch(Console(stderr=True, emoji=False), model, batch_out)
    return model.unanswered
