"""Results as tables on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.results import DIFFERENCE, Cell, Estimate, Evaluation, Listing, Ratio


def print_evaluation(console: Console, evaluation: Evaluation, listings: bool = False) -> None:
    """One row a metric, one column a system; with listings, the single cases below.

    What a language model adds is a table of its own, as it would not fit beside the systems.
    """
    result = evaluation.result
    title = f"{result.task}: {escape(result.dataset)}, n = {result.n}"
    console.print(_table(title, metric_names(evaluation), result.systems))
    if differences := result.differences:
        console.print(_table("", list(differences), {DIFFERENCE: differences}))
    for note in evaluation.notes:
        console.print(escape(note))
    if listings:
        for listing in evaluation.listings:
            _print_listing(console, listing)


def metric_names(evaluation: Evaluation) -> list[str]:
    """Every metric that some system has, in order."""
    systems = evaluation.result.systems.values()
    return list(dict.fromkeys(metric for measured in systems for metric in measured))


def shown(estimate: Estimate | None) -> str:
    """A value and its interval, such as ``0.712 [0.66, 0.77]``; empty when there is none."""
    if estimate is None:
        return ""
    return f"{estimate.value:.3f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def lines(cell: Cell) -> str:
    """A cell as text."""
    return cell if isinstance(cell, str) else "\n".join(cell)


def print_ratios(console: Console, ratios: Sequence[Ratio]) -> None:
    """One row a comparison: the ratio, what it must reach, and both times for orientation."""
    table = Table(title="bench: ratios measured in one run", title_justify="left")
    for column in ("what", "ratio", "bound", "ours", "reference"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for ratio in ratios:
        times = (
            f"{1000 * seconds:,.1f} ms" for seconds in (ratio.seconds, ratio.reference_seconds)
        )
        table.add_row(escape(ratio.name), f"{ratio.value:.2f}", ratio.bound, *times)
    console.print(table)


def _table(
    title: str, metrics: Sequence[str], columns: Mapping[str, Mapping[str, Estimate]]
) -> Table:
    table = Table(title=title or None, title_justify="left")
    table.add_column("metric", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for metric in metrics:
        table.add_row(metric, *(shown(measured.get(metric)) for measured in columns.values()))
    return table


def _print_listing(console: Console, listing: Listing) -> None:
    table = Table(title=f"{listing.title} ({len(listing.rows)})", title_justify="left")
    for column in listing.columns:
        table.add_column(column, overflow="fold")
    for row in listing.rows:
        table.add_row(*(escape(lines(cell)) for cell in row))
    console.print(table)
