"""Measure runs with one application, and hand the results to whoever asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evals.llm_sessions import NO_MODEL, ObservedModel, sessions_of
from evals.model_files import Asked, System
from evals.model_use import NO_PART, model_use, with_use
from evals.progress import progress_bars
from evals.report.page import write_page
from evals.report.table import print_evaluation
from evals.results import Evaluation, Run
from service.adapters.llm.from_files import LlmFiles
from service.bootstrap import Application
from service.cli.llm_files import write_batch
from service.errors import InputError
from service.settings import read_settings

WITHOUT_MODEL = Asked()
#: Columns of what is not printed on a terminal.
WIDTH = 140


def measure(runs: Sequence[Run], asked: Asked = WITHOUT_MODEL) -> list[Evaluation]:
    """Evaluate every run with the production application of these settings.

    Args:
        runs: What to measure.
        asked: Whether a language model takes part, and which files stand for it.

    Raises:
        InputError: Files of a model are given and none is to take part, or none is configured.
    """
    if asked.system is System.PLUMBLINE:
        if asked.files:
            raise InputError("files of calls are for --system plumbline+llm; give that too")
        with progress_bars() as progress, Application(read_settings(), progress=progress) as plain:
            return [run.evaluate(plain) for run in runs]
    with _with_model(asked.files) as (application, model):
        return [_evaluate(run, application, model) for run in runs]


def _evaluate(run: Run, application: Application, model: ObservedModel) -> Evaluation:
    if run.with_model is None:
        evaluation = run.evaluate(application)
        return replace(evaluation, notes=(*evaluation.notes, NO_PART))
    before = model.unanswered
    sessions = sessions_of(application)
    evaluation = run.with_model(application, sessions)
    unanswered = len(model.unanswered - before)
    return with_use(evaluation, model_use(model.name, sessions.uses, unanswered))


@contextmanager
def _with_model(files: LlmFiles) -> Iterator[tuple[Application, ObservedModel]]:
    """The application of these settings, with the model that they name or the files stand for."""
    settings = read_settings()
    with Application(settings, llm_files=files) as configured:
        if configured.language_model is None:
            raise InputError(NO_MODEL)
        observed = ObservedModel(configured.language_model)
        with (
            progress_bars() as progress,
            Application(
                settings, progress=progress, replaced_language_model=observed, llm_files=files
            ) as application,
        ):
            yield application, observed
        write_batch(configured.answering_model, files.batch_out)


def open_console() -> Console:
    """The terminal; in a pipe or file, where rich assumes 80 columns, wide enough for tables."""
    return Console(width=None if sys.stdout.isatty() else WIDTH)


def present(
    runs: Sequence[Run],
    json_file: Path | None = None,
    html_file: Path | None = None,
    listings: bool = False,
    asked: Asked = WITHOUT_MODEL,
) -> None:
    """Measure, print, and write what was asked for.

    Args:
        runs: What to measure.
        json_file: Gets the result, a list of results when there are several runs.
        html_file: Gets the report.
        listings: Also print single cases.
        asked: Whether a language model takes part, and which files stand for it.

    Raises:
        InputError: A file cannot be written, which is found before measuring, or there is no
            language model to take part.
    """
    for file in (json_file, html_file, asked.files.record, asked.files.batch_out):
        if file and not file.absolute().parent.is_dir():
            raise InputError("there is no such folder", where=str(file.parent))
    evaluations = measure(runs, asked)
    console = open_console()
    for evaluation in evaluations:
        print_evaluation(console, evaluation, listings)
    if json_file:
        results = [evaluation.result.as_json() for evaluation in evaluations]
        content = results[0] if len(results) == 1 else results
        json_file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if html_file:
        write_page(evaluations, html_file)
