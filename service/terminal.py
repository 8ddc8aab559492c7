"""Answers as text for a terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from rich.console import Console, Group
from rich.markup import escape as escape_markup
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from kpi_library.validation import Issue, IssueLevel
from service.answers import (
    AuditAnswer,
    FindingAnswer,
    KpiSummary,
    RecommendationAnswer,
    RecommendedKpiAnswer,
)
from service.domain.audit import Severity
from service.domain.indicator import Indicator
from service.domain.ports import Progress as OnProgress

#: What would steer a terminal instead of being shown: escape sequences, bells, backspaces.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COLOURS = {Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}
_WIDTH_OF_A_FILE = 110
#: Work with fewer steps is over before a bar could be read.
_WORTH_A_BAR = 200


def printable(text: str) -> str:
    """The text with every control character but tab and line feed made visible."""
    return _CONTROL.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text so that markup and control characters in it are shown, not obeyed."""
    return escape_markup(printable(text))


def progress_bar(work: str) -> OnProgress:
    """A bar on standard error with the time left; quick work shows none."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    task = bar.add_task(work)

    def update(done: int, total: int) -> None:
        if total < _WORTH_A_BAR:
            return
        if not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return update


def show_recommendation(console: Console, answer: RecommendationAnswer) -> None:
    """KPI cards, or why there are none."""
    for warning in answer.warnings:
        console.print(f"[yellow]Note:[/] {escape(warning)}")
    if answer.abstained:
        console.print(f"[bold]No KPI recommended.[/] {escape(answer.reason or '')}")
        return
    for item in answer.recommendations:
        console.print(_card(item))
    console.print(
        f"[dim]library {answer.library_version} · {escape(answer.model)} · stored as {answer.id}[/]"
    )


def _card(item: RecommendedKpiAnswer) -> Panel:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    rows.add_row("measures", escape(item.definition))
    if item.formula:
        rows.add_row("formula", escape(f"{item.formula.expression}  [{item.unit}]"))
    if item.timing and item.direction:
        better = item.direction.replace("_", " ")
        rows.add_row("kind", f"{item.timing}, {item.stage}; better when {better}")
    if item.data_sources:
        rows.add_row("data from", escape(", ".join(item.data_sources)))
    rows.add_row("target", escape(item.target.sentence))
    if item.target.needs:
        rows.add_row("needs", ", ".join(item.target.needs))
    if item.gaming:
        rows.add_row("gamed by", escape(item.gaming))
    if item.counter_metrics:
        rows.add_row("guarded by", escape(", ".join(guard.name for guard in item.counter_metrics)))
    for reason in item.reasons:
        cited = f"{reason.claim} “{reason.quote}” ({reason.record}.{reason.field})"
        rows.add_row("because", escape(cited))
    title = _title(f"[bold]{item.rank}. {escape(item.name)}[/] [dim]{escape(item.id)}[/]")
    return Panel(rows, title=title, title_align="left", subtitle=f"relevance {item.relevance:.2f}")


def _title(markup: str) -> Text:
    """A panel's title; panels read ``:fire:`` as an emoji whatever their console does."""
    return Text.from_markup(markup, emoji=False)


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
    table = Table(title=escape(answer.organisation) or None, show_lines=True)
    for column in ("severity", "rule", "concerns"):
        table.add_column(column, no_wrap=column != "concerns")
    table.add_column("finding and fix")
    for finding in answer.findings:
        table.add_row(*_finding_row(finding))
    console.print(table if answer.findings else "[green]Nothing to find fault with.[/]")
    linked = len({link.goal for link in answer.links})
    covered = len({link.objective for link in answer.links})
    console.print(
        f"{linked} of {answer.goals} goals hang from the strategy; "
        f"{covered} of {answer.objectives} objectives are served; "
        f"{len(answer.findings)} findings."
    )
    console.print(
        f"[dim]library {answer.library_version} · {escape(answer.model)} · {answer.id}[/]"
    )
    return target.getvalue()


def _finding_row(finding: FindingAnswer) -> tuple[str, str, str, Group]:
    colour = _COLOURS[finding.severity]
    return (
        f"[{colour}]{finding.severity}[/] [dim]{finding.confidence:.2f}[/]",
        finding.rule,
        escape(", ".join([*finding.goals, *finding.objectives])),
        Group(escape(finding.message), f"[green]{escape(finding.fix)}[/]"),
    )


def show_search(console: Console, found: Sequence[tuple[Indicator, float]], as_json: bool) -> None:
    """KPIs found, most relevant first."""
    if as_json:
        summaries = [
            KpiSummary.of(indicator.record, round(relevance, 4)).model_dump(mode="json")
            for indicator, relevance in found
            if indicator.record
        ]
        console.print_json(data=summaries)
        return
    table = Table()
    for column in ("id", "name", "relevance", "domain"):
        table.add_column(column, no_wrap=column == "id")
    for indicator, relevance in found:
        domain = indicator.record.domain if indicator.record else ""
        table.add_row(indicator.id, escape(indicator.name), f"{relevance:.2f}", domain)
    console.print(table)


def show_kpi(console: Console, library: KpiLibrary, kpi: Kpi) -> None:
    """Every field of a KPI, with names where it refers to others."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    for field, value in kpi.model_dump(mode="json").items():
        if field in ("counter_metrics", "drivers"):
            value = [f"{library[entry].name} ({entry})" for entry in value]
        if value:
            rows.add_row(field.replace("_", " "), escape(_plain(value)))
    drives = [f"{library[entry].name} ({entry})" for entry in library.driven_by[kpi.id]]
    if drives:
        rows.add_row("drives", escape(_plain(drives)))
    console.print(Panel(rows, title=_title(f"[bold]{escape(kpi.name)}[/]"), title_align="left"))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        joint = "\n" if any(len(str(entry)) > 40 for entry in value) else ", "
        return joint.join(_plain(entry) for entry in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_plain(entry)}" for name, entry in value.items())
    return str(value)


def show_issues(console: Console, issues: Sequence[Issue], rules: int, kpis: int) -> None:
    """Issues, and how many rules ran on how many KPIs."""
    for issue in issues:
        colour = "red" if issue.level is IssueLevel.ERROR else "yellow"
        line = f"[{colour}]{issue.level}[/] {issue.kpi} {issue.rule}: {escape(issue.message)}"
        console.print(line, soft_wrap=True)
    console.print(f"{rules} rules ran on {kpis} KPIs: {len(issues) or 'no'} issues.")


def show_welcome(console: Console, host: str, port: int) -> None:
    """What to try first."""
    page = f"http://{host}:{port}"
    console.print(
        f"Plumbline serves [bold]{page}[/]   stop with Ctrl-C\n"
        f"  page      {page}/\n"
        f"  API       curl -s {page}/v1/recommendations -H 'content-type: application/json' "
        '-d \'{"objective": "Reduce customer churn by a third by Q4 2027"}\'\n'
        f"  schema    {page}/openapi.json\n"
        '  command   .venv/bin/plumbline recommend "Fewer potholes by 2028"',
        soft_wrap=True,
        highlight=False,
    )
