"""The ``plumbline`` command.

Exit codes: 0 all is well, 1 an audit has a high finding or a library has an error, 2 the input
cannot be used, 3 Plumbline itself failed.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console

from kpi_library.library import DATA_DIRECTORY, LibraryError, load_library
from kpi_library.models import Level
from kpi_library.validation import DEFAULT_RULES, IssueLevel, validate
from service import answering, terminal
from service.adapters.importers.goal_set import dotted, read_goal_set
from service.bootstrap import Application
from service.domain.audit import Severity
from service.errors import InputError, NotFound, PlumblineError
from service.requests import EARLIEST_DAY, LATEST_DAY, MAX_OBJECTIVE, RecommendationBody
from service.settings import read_settings
from service.web.audit_report import render_audit

LEVELS = "|".join(Level)
EXIT_FINDING, EXIT_BAD_INPUT, EXIT_FAILURE = 1, 2, 3

app = typer.Typer(
    name="plumbline",
    help="Recommends measurable KPIs for an objective and audits goal sets.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
kpi_app = typer.Typer(help="Look into the KPI library.", no_args_is_help=True)
library_app = typer.Typer(help="Check a KPI library.", no_args_is_help=True)
app.add_typer(kpi_app, name="kpi")
app.add_typer(library_app, name="library")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Today = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Read dates as on this day.")]


class AuditFormat(StrEnum):
    """How an audit is shown."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


@app.command()
def recommend(
    objective: Annotated[str, typer.Argument(help="What you want to reach, in your own words.")],
    domain: Annotated[str | None, typer.Option(help="Only KPIs of this domain.")] = None,
    level: Annotated[
        str | None, typer.Option(metavar=LEVELS, help="Only KPIs that this level can own.")
    ] = None,
    k: Annotated[int, typer.Option("-k", help="At most how many KPIs.")] = 6,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Recommend measurable KPIs for an objective."""
    day = None if today is None else _day(today)
    body = _checked_body(objective=objective, domain=domain, level=level, k=k, today=day)
    with _application() as plumbline:
        answer = answering.recommend_and_keep(plumbline, body)
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        terminal.show_recommendation(Console(emoji=False), answer)


@app.command()
def audit(
    file: Annotated[Path, typer.Argument(help="A goal set in YAML or JSON.")],
    format_: Annotated[
        AuditFormat, typer.Option("--format", help="How to show the result.")
    ] = AuditFormat.TABLE,
    out: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    today: Today = None,
) -> None:
    """Audit a goal set against its strategy; exits with 1 when a finding is high."""
    goal_set = read_goal_set(file)
    day = _day(today)
    if out is not None:
        _check_writable(out)
    with _application() as plumbline:
        progress = terminal.progress_bar("Auditing")
        answer = answering.audit_and_keep(plumbline, goal_set, day, progress)
    if format_ is AuditFormat.JSON:
        _write(answer.model_dump_json(indent=2) + "\n", out)
    elif format_ is AuditFormat.HTML:
        _write(render_audit(answer, goal_set), out)
    else:
        _write(terminal.audit_text(answer, colour=out is None and sys.stdout.isatty()), out)
    if any(finding.severity is Severity.HIGH for finding in answer.findings):
        raise typer.Exit(EXIT_FINDING)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the page and the REST API."""
    # Imported here because no other command needs a web server.
    import uvicorn

    from service.api.app import create_app

    settings = read_settings()
    host, port = host or settings.host, port or settings.port
    with _application(one_shot=False) as plumbline:
        plumbline.warm_up()
        terminal.show_welcome(Console(stderr=True), host, port)
        uvicorn.run(
            create_app(plumbline),
            host=host,
            port=port,
            log_level=settings.log_level.value,
            access_log=False,  # its lines would hold what planners typed
        )


@kpi_app.command("search")
def search(
    words: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most how many.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find KPIs of the library by meaning and words."""
    if not words.strip() or len(words) > MAX_OBJECTIVE:
        raise InputError(f"give 1 to {MAX_OBJECTIVE:,} characters to look for", where="WORDS")
    with _application() as plumbline:
        found = plumbline.recommender.search(words, date.today())[:limit]
    terminal.show_search(Console(emoji=False), found, as_json)


@kpi_app.command("show")
def show(
    kpi: Annotated[str, typer.Argument(help="Id, name or alias of a KPI.")],
    as_json: AsJson = False,
) -> None:
    """Show everything that the library says of a KPI."""
    with _application() as plumbline:
        library = plumbline.library
    found = library.find(kpi)
    if found is None:
        raise NotFound(f"no KPI {kpi!r} in the library; try `plumbline kpi search {kpi!r}`")
    if as_json:
        print(found.model_dump_json(indent=2))
    else:
        terminal.show_kpi(Console(emoji=False), library, found)


@library_app.command("validate")
def validate_library(
    directory: Annotated[Path, typer.Argument(help="Folder of a library.")] = DATA_DIRECTORY,
) -> None:
    """Run every curation rule on a library; exits with 1 when there is an error."""
    try:
        library = load_library(directory)
    except LibraryError as error:
        raise InputError(str(error), where=str(directory)) from error
    issues = validate(library)
    terminal.show_issues(Console(emoji=False), issues, rules=len(DEFAULT_RULES), kpis=len(library))
    if any(issue.level is IssueLevel.ERROR for issue in issues):
        raise typer.Exit(EXIT_FINDING)


def main() -> None:
    """Run the command and turn errors into one clear line and an exit code."""
    try:
        app()
    except (InputError, NotFound) as error:
        _fail(str(error), EXIT_BAD_INPUT)
    except PlumblineError as error:
        _fail(str(error), EXIT_FAILURE)
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - until the process ends
        sys.exit(EXIT_FAILURE)
    except Exception as error:
        # Exit code 1 would tell a scheduled job that the goals have a high finding.
        logging.getLogger(__name__).debug("unexpected failure", exc_info=True)
        _fail(f"unexpected {type(error).__name__}: {error}", EXIT_FAILURE)


def _application(one_shot: bool = True) -> Application:
    settings = read_settings()
    logging.basicConfig(level=settings.log_level.value.upper(), format="%(levelname)s %(message)s")
    return Application(settings, progress=terminal.progress_bar, one_shot=one_shot)


def _checked_body(**values: Any) -> RecommendationBody:
    try:
        given = {name: value for name, value in values.items() if value is not None}
        return RecommendationBody.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(first["msg"], where=dotted(first["loc"])) from error


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no date such as 2026-12-31", where="--today") from error
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise InputError(f"{day} is not within {EARLIEST_DAY} and {LATEST_DAY}", where="--today")
    return day


def _check_writable(out: Path) -> None:
    """Find out before an audit is made and kept that its result could not be written.

    Raises:
        InputError: Its folder is missing, or a folder stands where the file should.
    """
    if out.is_dir():
        raise InputError("is a folder: name a file", where=str(out))
    if not out.absolute().parent.is_dir():
        raise InputError("its folder does not exist: make it first", where=str(out))


def _write(content: str, out: Path | None) -> None:
    if out is None:
        print(content, end="" if content.endswith("\n") else "\n")
        return
    try:
        out.write_text(content, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(out)) from error


def _fail(message: str, code: int) -> None:
    line = terminal.printable(" ".join(message.split()))
    Console(stderr=True, soft_wrap=True, emoji=False).print(
        f"plumbline: {line}", markup=False, highlight=False
    )
    sys.exit(code)
