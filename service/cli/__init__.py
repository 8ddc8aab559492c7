"""The ``plumbline`` command.

Exit codes: 0 all is well, 1 an audit has a high finding or a library has an error, 2 the input
cannot be used, 3 Plumbline itself failed, 4 a batch has calls that are still unanswered.
"""

from __future__ import annotations

import logging
import os
import sys

import typer
from rich.console import Console

from service import terminal
from service.cli.audit import audit
from service.cli.audits import audits_app
from service.cli.cascade import cascade
from service.cli.feedback import feedback_app
from service.cli.findings import findings_app
from service.cli.goals import goals_app
from service.cli.kpi import kpi_app
from service.cli.library import library_app
from service.cli.llm import llm_app
from service.cli.options import EXIT_BAD_INPUT, EXIT_FAILURE
from service.cli.recommend import recommend
from service.cli.serve import serve
from service.errors import InputError, NotFound, PlumblineError

app = typer.Typer(
    name="plumbline",
    help="Recommends measurable KPIs for an objective and audits goal sets.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (recommend, audit, cascade, serve):
    app.command()(command)
app.add_typer(audits_app, name="audits")
app.add_typer(feedback_app, name="feedback")
app.add_typer(findings_app, name="findings")
app.add_typer(goals_app, name="goals")
app.add_typer(kpi_app, name="kpi")
app.add_typer(library_app, name="library")
app.add_typer(llm_app, name="llm")


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


def _fail(message: str, code: int) -> None:
    line = terminal.printable(" ".join(message.split()))
    Console(stderr=True, soft_wrap=True, emoji=False).print(
        f"plumbline: {line}", markup=False, highlight=False
    )
    sys.exit(code)
