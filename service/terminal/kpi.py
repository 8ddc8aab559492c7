"""KPIs of the library in a terminal: search, record, tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.tree import Tree

from kpi_library.driver_tree import Branch
from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from service.answers.kpi import KpiSummary
from service.domain.indicator import Indicator
from service.terminal.text import escape, title


def show_search(console: Console, found: Sequence[tuple[Indicator, float]], as_json: bool) -> None:
    """KPIs found, most relevant first."""
    if as_json:
        summaries = [
            KpiSummary.of(indicator, round(relevance, 4)).model_dump(mode="json")
            for indicator, relevance in found
        ]
        console.print_json(data=summaries)
        return
    table = Table()
    for column in ("id", "name", "relevance", "domain"):
        table.add_column(column, no_wrap=column == "id")
    for indicator, relevance in found:
        domain = indicator.record.domain if indicator.record else "your own"
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
    console.print(Panel(rows, title=title(f"[bold]{escape(kpi.name)}[/]"), title_align="left"))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        joint = "\n" if any(len(str(entry)) > 40 for entry in value) else ", "
        return joint.join(_plain(entry) for entry in value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_plain(entry)}" for name, entry in value.items())
    return str(value)


def show_tree(console: Console, branch: Branch, ways: Sequence[Sequence[Kpi]]) -> None:
    """What drives a KPI, as a tree, and the ways from it to the outcomes above."""
    root = Tree(_labelled(branch.kpi))
    _grow(root, branch)
    console.print(root)
    for way in ways:
        steps = " [dim]drives[/] ".join(escape(kpi.name) for kpi in way)
        console.print(f"[dim]above:[/] {steps}", soft_wrap=True)
    if not branch.drivers and not ways:
        console.print("No KPI of the library drives it, and it drives none.")


def show_roots(console: Console, roots: Sequence[Kpi]) -> None:
    """The outcomes at the top of the trees."""
    table = Table()
    for column in ("id", "outcome", "domain"):
        table.add_column(column, no_wrap=column == "id")
    for kpi in roots:
        table.add_row(kpi.id, escape(kpi.name), kpi.domain)
    console.print(table)


def _grow(tree: Tree, branch: Branch) -> None:
    for driver in branch.drivers:
        seen = " [dim](its drivers stand above)[/]" if driver.repeated else ""
        _grow(tree.add(f"{_labelled(driver.kpi)}{seen}"), driver)


def _labelled(kpi: Kpi) -> str:
    return f"{escape(kpi.name)} [dim]{kpi.id}[/]"
