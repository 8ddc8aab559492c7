"""Tables on the terminal."""

from __future__ import annotations

import io

from rich.console import Console

from evals.report.table import print_evaluation, shown
from evals.results import Estimate
from tests.evals.report.test_page import evaluation


def printed(listings: bool) -> str:
    console = Console(file=io.StringIO(), width=80)
    print_evaluation(console, evaluation(), listings)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_value_with_interval() -> None:
    assert shown(Estimate(value=0.7123, low=0.6549, high=0.768)) == "0.712 [0.65, 0.77]"
    assert shown(None) == ""


def test_rows_are_metrics_and_columns_systems() -> None:
    text = printed(listings=False)
    assert "plumbline" in text
    assert "dense" in text
    row = next(line for line in text.splitlines() if "traps_found" in line)
    assert row.count("0.500 [0.25, 0.75]") == 1
    assert "One left out." in text
    assert "Worst" not in text


def test_listings_on_demand() -> None:
    text = printed(listings=True)
    assert "Worst (1)" in text
    assert "<script>x</script>" in text
