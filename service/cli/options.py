"""What the commands share: options, exit codes, the application, where output goes."""

from __future__ import annotations

import logging
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from service import terminal
from service.adapters.importers.goal_set import dotted
from service.adapters.llm.from_files import NO_FILES, LlmFiles
from service.bootstrap import Application
from service.errors import InputError
from service.requests import EARLIEST_DAY, LATEST_DAY
from service.settings import read_settings

Body = TypeVar("Body", bound=BaseModel)

EXIT_FINDING, EXIT_BAD_INPUT, EXIT_FAILURE, EXIT_UNANSWERED = 1, 2, 3, 4

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Today = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Read dates as on this day.")]
Organisation = Annotated[
    str, typer.Option(help="Whose feedback; without it, that of this installation's own.")
]
Out = Annotated[Path | None, typer.Option(help="Write to this file.")]


def open_application(one_shot: bool = True, llm_files: LlmFiles = NO_FILES) -> Application:
    """The application of this installation, to be used in a ``with`` statement."""
    settings = read_settings()
    logging.basicConfig(level=settings.log_level.value.upper(), format="%(levelname)s %(message)s")
    return Application(
        settings, progress=terminal.progress_bar, one_shot=one_shot, llm_files=llm_files
    )


def day_of(text: str | None) -> date:
    """The day that an option names, today without one.

    Raises:
        InputError: It is no date, or outside of the calendar.
    """
    if text is None:
        return date.today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no date such as 2026-12-31", where="--today") from error
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise InputError(f"{day} is not within {EARLIEST_DAY} and {LATEST_DAY}", where="--today")
    return day


def checked_body(kind: type[Body], **values: Any) -> Body:
    """A request of what the options say; None stands for an option that was not given.

    Raises:
        InputError: A value is none that it can have.
    """
    try:
        given = {name: value for name, value in values.items() if value is not None}
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(first["msg"], where=dotted(first["loc"])) from error


def check_writable(out: Path) -> None:
    """Find out before an audit is made and kept that its result could not be written.

    Raises:
        InputError: Its folder is missing, or a folder stands where the file should.
    """
    if out.is_dir():
        raise InputError("is a folder: name a file", where=str(out))
    if not out.absolute().parent.is_dir():
        raise InputError("its folder does not exist: make it first", where=str(out))


def write(content: str | bytes, out: Path | None) -> None:
    """Print, or write to a file; bytes are for a file alone.

    Raises:
        InputError: The file cannot be written.
    """
    if out is None:
        assert isinstance(content, str), "what is no text has a file to go to"  # noqa: S101
        print(content, end="" if content.endswith("\n") else "\n")
        return
    try:
        out.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(out)) from error


def write_bytes(content: bytes, out: Path | None) -> None:
    """Print, or write to a file.

    Raises:
        InputError: The file cannot be written.
    """
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(out)) from error


def no_workbook_to_terminal(workbook: bool, out: Path | None, option: str) -> None:
    """Refuse to print a workbook where somebody would see it.

    Raises:
        InputError: It would go to a terminal.
    """
    if workbook and out is None and sys.stdout.isatty():
        raise InputError("a workbook is no text for a terminal: name a file by --out", option)


def pairs(given: list[str] | None, option: str) -> list[tuple[str, str]]:
    """``a=b`` as (a, b); the last equals sign divides, as ids may hold one.

    Raises:
        InputError: One is not of this form.
    """
    divided = []
    for text in given or ():
        left, sign, right = text.partition("=") if option == "--map" else text.rpartition("=")
        if not sign or not left.strip():
            raise InputError(f"{text!r} is not of the form LEFT=RIGHT", where=option)
        divided.append((left.strip(), right.strip()))
    return divided
