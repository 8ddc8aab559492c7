"""An audit in a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group
from rich.table import Table

from service.answers.audit import AuditAnswer, FindingAnswer
from service.domain.audit import Severity
from service.terminal.text import escape

_COLOURS = {Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}
_WIDTH_OF_A_FILE = 110


def audit_text(answer: AuditAnswer, colour: bool) -> str:
    """Findings, most urgent first, and how much of the strategy is served."""
    target = io.StringIO()
    console = Console(
        file=target,
        force_terminal=colour,
        width=None if colour else _WIDTH_OF_A_FILE,
        emoji=False,
    )
    for warning in answer.warnings:
        console.print(f"[yellow]Note:[/] {escape(warning)}")
    if answer.degraded:
        console.print(
            "[yellow]Note:[/] calls to the language model failed; where they did, the audit is as "
            "without one."
        )
    table = Table(title=escape(answer.organisation) or None, show_lines=True)
    for column in ("severity", "rule", "concerns"):
        table.add_column(column, no_wrap=column != "concerns")
    table.add_column("finding and fix")
    found, dismissed = answer.open_findings, answer.dismissed_findings
    for finding in found:
        table.add_row(*_finding_row(finding))
    console.print(table if found else "[green]Nothing to find fault with.[/]")
    for finding in dismissed:
        console.print(finding_line(finding))
    linked = len({link.goal for link in answer.links})
    covered = len({link.objective for link in answer.links})
    console.print(
        f"{linked} of {answer.goals} goals hang from the strategy; "
        f"{covered} of {answer.objectives} objectives are served; "
        f"{len(found)} findings" + (f", {len(dismissed)} dismissed." if dismissed else ".")
    )
    if answer.score:
        parts = " · ".join(f"{part.name} {part.value:.0%}" for part in answer.score.parts)
        console.print(f"Alignment score [bold]{answer.score.value:.0f}[/] of 100 ({parts}).")
    if answer.llm:
        calls = len(answer.llm.calls)
        console.print(
            f"[dim]{escape(answer.llm.model)} was asked {calls} "
            f"{'time' if calls == 1 else 'times'}.[/]"
        )
    console.print(
        f"[dim]library {answer.library_version} · {escape(answer.model)} · {answer.id}[/]"
    )
    return target.getvalue()


def finding_line(finding: FindingAnswer) -> str:
    """A finding with its id, and why it is dismissed, as markup."""
    concerned = escape(", ".join([*finding.goals, *finding.objectives]))
    line = f"{finding.severity} {finding.rule} [dim]{finding.id}[/] {concerned}: "
    if finding.dismissed is None:
        return line + escape(finding.message)
    by = f", {escape(finding.dismissed.by)}" if finding.dismissed.by else ""
    why = f"{escape(finding.dismissed.reason)} ({finding.dismissed.at:%Y-%m-%d}{by})"
    return f"[dim]Dismissed:[/] {line}{escape(finding.message)} [dim]Because:[/] {why}"


def _finding_row(finding: FindingAnswer) -> tuple[str, str, str, Group]:
    colour = _COLOURS[finding.severity]
    return (
        f"[{colour}]{finding.severity}[/] [dim]{finding.confidence:.2f}[/]",
        f"{finding.rule}\n[dim]{finding.id}[/]",
        escape(", ".join([*finding.goals, *finding.objectives])),
        Group(*_said(finding)),
    )


def _said(finding: FindingAnswer) -> Iterator[str]:
    yield escape(finding.message)
    yield f"[green]{escape(finding.fix)}[/]"
    if finding.rewrite:
        yield f"[dim]Generated:[/] [green]{escape(finding.rewrite)}[/]"
