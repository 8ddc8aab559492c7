"""``plumbline findings``: dismiss what you have looked at and let be, and take that back."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console

from service import dismissals, past_audits, terminal
from service.answers.audit import FindingAnswer
from service.answers.dismissal import DismissedFindingAnswer
from service.cli.options import AsJson, checked_body, open_application
from service.dismissals import DismissalBody

findings_app = typer.Typer(
    help="Findings of your newest audit, and those that you let be.", no_args_is_help=True
)

FindingId = Annotated[str, typer.Argument(metavar="ID", help="As the audit shows it.")]
Organisation = Annotated[
    str | None, typer.Option(help="Whose; without it, that of the newest audit of all.")
]
_FINDINGS = TypeAdapter(list[FindingAnswer])
_DISMISSED = TypeAdapter(list[DismissedFindingAnswer])


@findings_app.command("list")
def list_findings(
    organisation: Organisation = None,
    dismissed: Annotated[
        bool, typer.Option("--dismissed", help="All that was ever dismissed and not restored.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Findings of the newest audit, the open ones first."""
    console = Console(emoji=False)
    with open_application() as plumbline:
        if dismissed:
            kept = dismissals.dismissed(plumbline, organisation)
            if as_json:
                print(_DISMISSED.dump_json(kept, indent=2).decode())
            else:
                terminal.show_dismissals(console, kept)
            return
        _, audit = past_audits.newest_audit(plumbline, organisation)
    if as_json:
        print(_FINDINGS.dump_json(audit.findings, indent=2).decode())
    else:
        terminal.show_findings(console, audit)


@findings_app.command("dismiss")
def dismiss(
    finding_id: FindingId,
    reason: Annotated[str, typer.Option(help="Why it is let be.")],
    by: Annotated[str, typer.Option(help="Who says so.")] = "",
    organisation: Organisation = None,
) -> None:
    """Show a finding of the newest audit as dismissed, in it and in later ones."""
    body = checked_body(DismissalBody, reason=reason, by=by)
    with open_application() as plumbline:
        found = dismissals.dismiss_in_newest(plumbline, organisation, finding_id, body)
    Console(emoji=False).print(terminal.finding_line(found), soft_wrap=True)


@findings_app.command("restore")
def restore(finding_id: FindingId, organisation: Organisation = None) -> None:
    """Let a dismissed finding stand again."""
    with open_application() as plumbline:
        plumbline.store.dismissals.remove(finding_id, organisation)
    Console(emoji=False).print(f"Open again: {terminal.escape(finding_id)}")
