"""``plumbline audit``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from service import answering, terminal
from service.adapters.exporters.audit_workbook import to_workbook
from service.adapters.importers.goal_set import read_goal_set
from service.cli.options import (
    EXIT_FINDING,
    Out,
    Today,
    check_writable,
    day_of,
    open_application,
    write,
)
from service.domain.audit import Severity
from service.errors import InputError
from service.web.audit_report import render_audit


class AuditFormat(StrEnum):
    """How an audit is shown."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


def audit(
    file: Annotated[Path, typer.Argument(help="A goal set in YAML or JSON.")],
    format_: Annotated[
        AuditFormat, typer.Option("--format", help="How to show the result.")
    ] = AuditFormat.TABLE,
    out: Out = None,
    today: Today = None,
) -> None:
    """Audit a goal set against its strategy; exits with 1 when a finding is high."""
    goal_set = read_goal_set(file)
    day = day_of(today)
    if out is not None:
        check_writable(out)
    elif format_ is AuditFormat.XLSX:
        raise InputError("a workbook needs a file to be written to", where="--out")
    with open_application() as plumbline:
        progress = terminal.progress_bar("Auditing")
        answer = answering.audit_and_keep(plumbline, goal_set, day, progress)
    if format_ is AuditFormat.JSON:
        write(answer.model_dump_json(indent=2) + "\n", out)
    elif format_ is AuditFormat.HTML:
        write(render_audit(answer, goal_set), out)
    elif format_ is AuditFormat.XLSX:
        write(to_workbook(answer, goal_set), out)
    else:
        write(terminal.audit_text(answer, colour=out is None and sys.stdout.isatty()), out)
    if any(finding.severity is Severity.HIGH for finding in answer.findings):
        raise typer.Exit(EXIT_FINDING)
