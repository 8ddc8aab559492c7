"""Measure runs with one application, and hand the results to whoever asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from evals.progress import progress_bars
from evals.report.page import write_page
from evals.report.table import print_evaluation
from evals.results import Evaluation, Run
from service.bootstrap import Application
from service.errors import InputError
from service.settings import read_settings

#: Columns of what is not printed on a terminal.
WIDTH = 140


def measure(runs: Sequence[Run]) -> list[Evaluation]:
    """Evaluate every run with the production application of these settings."""
    with progress_bars() as progress, Application(read_settings(), progress=progress) as plumbline:
        return [run.evaluate(plumbline) for run in runs]


def open_console() -> Console:
    """The terminal; in a pipe or file, where rich assumes 80 columns, wide enough for tables."""
    return Console(width=None if sys.stdout.isatty() else WIDTH)


def present(
    runs: Sequence[Run],
    json_file: Path | None = None,
    html_file: Path | None = None,
    listings: bool = False,
) -> None:
    """Measure, print, and write what was asked for.

    Args:
        runs: What to measure.
        json_file: Gets the result, a list of results when there are several runs.
        html_file: Gets the report.
        listings: Also print single cases.

    Raises:
        InputError: A file cannot be written, which is found before measuring.
    """
    for file in (json_file, html_file):
        if file and not file.absolute().parent.is_dir():
            raise InputError("there is no such folder", where=str(file.parent))
    evaluations = measure(runs)
    console = open_console()
    for evaluation in evaluations:
        print_evaluation(console, evaluation, listings)
    if json_file:
        results = [evaluation.result.model_dump(mode="json") for evaluation in evaluations]
        content = results[0] if len(results) == 1 else results
        json_file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if html_file:
        write_page(evaluations, html_file)
