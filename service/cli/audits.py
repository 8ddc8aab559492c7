"""``plumbline audits``: those that were made, what changed between them, the score over time."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console

from service import past_audits, terminal
from service.answers.drift import AuditSummary
from service.cli.options import AsJson, open_application

audits_app = typer.Typer(help="Audits that were made.", no_args_is_help=True)

AuditId = Annotated[str, typer.Argument(metavar="ID", help="As `audits list` shows it.")]
_LIST = TypeAdapter(list[AuditSummary])


@audits_app.command("list")
def list_audits(
    organisation: Annotated[
        str | None, typer.Option(help="Only its audits, by the name in the goal set.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most how many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Newest first."""
    with open_application() as plumbline:
        page = past_audits.audits(plumbline, organisation, limit)
    if as_json:
        print(page.model_dump_json(indent=2))
    else:
        terminal.show_audits(Console(emoji=False), page)


@audits_app.command("diff")
def diff(one: AuditId, other: AuditId, as_json: AsJson = False) -> None:
    """What changed between two audits, from the one that was made first to the other."""
    with open_application() as plumbline:
        drift = past_audits.difference(plumbline, one, other)
    if as_json:
        print(drift.model_dump_json(indent=2))
    else:
        print(terminal.drift_text(drift, colour=sys.stdout.isatty()), end="")


@audits_app.command("history")
def history(
    organisation: Annotated[
        str, typer.Option(help="Whose score; without it, that of goal sets that name none.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """The alignment score over time with its parts, oldest first."""
    with open_application() as plumbline:
        audits = past_audits.history(plumbline, organisation)
    if as_json:
        print(_LIST.dump_json(audits, indent=2).decode())
    else:
        terminal.show_history(Console(emoji=False), audits)
