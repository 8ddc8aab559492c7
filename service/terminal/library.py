"""The state of a library, and of a catalogue that is to be imported, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from kpi_library.validation import Issue, IssueLevel
from service.adapters.importers.catalogue import ReadCatalogue
from service.importing import Proposal
from service.matching.equivalence import FEATURES, Match
from service.terminal.text import escape
from service.terminal.understood import show_row_issues, show_table


def show_issues(console: Console, issues: Sequence[Issue], rules: int, kpis: int) -> None:
    """Issues, and how many rules ran on how many KPIs."""
    for issue in issues:
        colour = "red" if issue.level is IssueLevel.ERROR else "yellow"
        line = f"[{colour}]{issue.level}[/] {issue.kpi} {issue.rule}: {escape(issue.message)}"
        console.print(line, soft_wrap=True)
    console.print(f"{rules} rules ran on {kpis} KPIs: {len(issues) or 'no'} issues.")


def show_import(console: Console, read: ReadCatalogue, proposals: Sequence[Proposal]) -> None:
    """How a file was understood, what is wrong with it, and what would be kept."""
    for table in read.tables:
        show_table(console, table, "the name of a KPI")
    show_row_issues(console, read.issues)
    rows = Table(title="What your KPIs are taken for")
    for column in ("yours", "the library's nearest", "probability", "compared", "kept as"):
        rows.add_column(column)
    for proposal in sorted(proposals, key=lambda p: -p.nearest.probability):
        nearest = proposal.nearest
        same = proposal.kpi.same_as
        rows.add_row(
            f"{escape(proposal.kpi.name)} [dim]{escape(proposal.kpi.id)}[/]",
            f"{escape(nearest.library.name)} [dim]{nearest.library.id}[/]",
            f"{nearest.probability:.2f}",
            _compared(nearest),
            f"same as {same}" if same else f"a KPI of its own: {escape(proposal.reason)}",
        )
    console.print(rows)
    same_count = sum(proposal.kpi.same_as is not None for proposal in proposals)
    console.print(
        f"{len(proposals)} KPIs read, {len(read.refused)} rows refused; {same_count} are the same "
        f"measure as one of the library, {len(proposals) - same_count} stand for themselves. "
        "Say otherwise with --same OWN=LIBRARY and --not-same OWN.",
        soft_wrap=True,
    )


def _compared(match: Match) -> str:
    """What spoke for and against."""
    value = dict(zip(FEATURES, match.features.tolist(), strict=True))
    told = [f"name {value['name']:.2f}"]
    if not value["undefined"]:
        told.append(f"definition {value['document']:.2f}")
    if match.own.formula:
        told.append(f"formula {'shares words' if value['formula'] > 0 else 'differs'}")
    if value["kind"]:
        told.append(f"unit {'agrees' if value['kind'] > 0 else 'differs'}")
    return ", ".join(told)
