"""``plumbline audit``."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from service import answering, past_audits, terminal
from service.adapters.exporters.audit_workbook import to_workbook
from service.adapters.llm.from_files import LlmFiles
from service.answers.drift import AuditSince
from service.cli.llm_files import BatchIn, BatchOut, Record, Replay, finish_batch
from service.cli.options import (
    EXIT_FINDING,
    Out,
    Today,
    check_writable,
    day_of,
    open_application,
    write,
)
from service.cli.reading import (
    Columns,
    GoalFile,
    Order,
    Sheet,
    SkipRefused,
    Strategy,
    checked,
    read_goals_of,
)
from service.domain.audit import Severity
from service.errors import InputError, InvalidGoalSet
from service.web.audit_report import render_audit


class AuditFormat(StrEnum):
    """How an audit is shown."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


def audit(
    file: GoalFile,
    format_: Annotated[
        AuditFormat, typer.Option("--format", help="How to show the result.")
    ] = AuditFormat.TABLE,
    out: Out = None,
    today: Today = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Also what changed since that audit; `last` for the last."),
    ] = None,
    columns: Columns = None,
    date_order: Order = None,
    sheet: Sheet = None,
    strategy: Strategy = None,
    skip_refused: SkipRefused = False,
    record: Record = None,
    replay: Replay = None,
    batch_out: BatchOut = None,
    batch_in: BatchIn = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show how the file is understood; audit nothing.")
    ] = False,
) -> None:
    """Audit a goal set against its strategy; exits with 1 when a finding is high."""
    read = read_goals_of(file, columns, date_order, sheet, strategy)
    if dry_run:
        terminal.show_reading(Console(emoji=False), read)
        if read.fault:
            raise InvalidGoalSet(read.fault, where=file.name)
        return
    goal_set = checked(read, skip_refused)
    day = day_of(today)
    for written in filter(None, (out, record, batch_out)):
        check_writable(written)
    if out is None and format_ is AuditFormat.XLSX:
        raise InputError("a workbook needs a file to be written to", where="--out")
    files = LlmFiles(record, replay, batch_out, tuple(batch_in or ()))
    with open_application(llm_files=files) as plumbline:
        # Looked up before the new audit is kept: that one would be the last.
        earlier = since and past_audits.earlier_audit(plumbline, since, goal_set.organisation)
        progress = terminal.progress_bar("Auditing")
        found = answering.audit(plumbline, goal_set, day, progress)
        finish_batch(plumbline.answering_model, batch_out)
        answer = answering.keep_audit(plumbline, goal_set, found)
        history = past_audits.history_until(plumbline, answer)
    drift = past_audits.compared(earlier, (goal_set, answer)) if earlier else None
    if format_ is AuditFormat.JSON:
        if drift:
            answer = AuditSince(**dict(answer), drift=drift)
        write(answer.model_dump_json(indent=2) + "\n", out)
    elif format_ is AuditFormat.HTML:
        write(render_audit(answer, goal_set, drift, history), out)
    elif format_ is AuditFormat.XLSX:
        write(to_workbook(answer, goal_set, drift, history), out)
    else:
        colour = out is None and sys.stdout.isatty()
        text = terminal.audit_text(answer, colour)
        write(text + (f"\n{terminal.drift_text(drift, colour)}" if drift else ""), out)
    if any(finding.severity is Severity.HIGH for finding in answer.open_findings):
        raise typer.Exit(EXIT_FINDING)
