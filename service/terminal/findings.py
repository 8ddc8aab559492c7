"""Findings of the newest audit and dismissals, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from service.answers.audit import AuditAnswer
from service.answers.dismissal import DismissedFindingAnswer
from service.terminal.audit import finding_line
from service.terminal.text import escape


def show_findings(console: Console, audit: AuditAnswer) -> None:
    """The open ones, then those that are dismissed; no table, which would break the ids."""
    for finding in (*audit.open_findings, *audit.dismissed_findings):
        console.print(finding_line(finding), soft_wrap=True)
    console.print(
        f"{len(audit.open_findings)} open, {len(audit.dismissed_findings)} dismissed, of "
        f"{escape(audit.organisation) or 'a goal set without organisation'}"
    )


def show_dismissals(console: Console, dismissed: Sequence[DismissedFindingAnswer]) -> None:
    """What was dismissed, why, and how to take it back."""
    if not dismissed:
        console.print("Nothing is dismissed.")
    for one in dismissed:
        by = f", {escape(one.dismissal.by)}" if one.dismissal.by else ""
        organisation = f"{escape(one.organisation)}: " if one.organisation else ""
        console.print(
            f"[dim]{one.dismissal.at:%Y-%m-%d}{by}[/] {organisation}{one.rule}: "
            f"{escape(one.message)} [dim]Because:[/] {escape(one.dismissal.reason)}",
            soft_wrap=True,
        )
        console.print(f"  [dim]plumbline findings restore {escape(one.finding)}[/]", soft_wrap=True)
