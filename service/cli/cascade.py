"""``plumbline cascade``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console

from service import cascading, terminal
from service.adapters.importers.goal_set import dotted, read_goal_set, to_document
from service.cascading import CascadeBody
from service.cli.options import AsJson, Today, day_of, open_application
from service.errors import InputError

_FILES = frozenset({".yaml", ".yml", ".json"})


def cascade(
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|OBJECTIVE", help="A goal set, or an objective in words."),
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DEPARTMENT,...",
            help="Departments, as you call them; without, the owners in the goal set.",
        ),
    ] = None,
    down: Annotated[
        str, typer.Option(metavar="department|team|person", help="The lowest level to carry to.")
    ] = "department",
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Carry an objective down: what each department takes on, what nobody does, who clashes."""
    names = [name for entry in to or () for name in entry.split(",") if name.strip()]
    body = _checked_body(
        **_asked(source), to=names, down_to=down, today=None if today is None else day_of(today)
    )
    with open_application() as plumbline:
        progress = terminal.progress_bar("Cascading")
        answer = cascading.cascade_and_keep(plumbline, body, progress)
    if as_json:
        print(answer.model_dump_json(indent=2))
    else:
        terminal.show_cascade(Console(emoji=False), answer)


def _asked(source: str) -> dict[str, Any]:
    """The goal set of a file, or the objective itself."""
    path = Path(source)
    if path.suffix.lower() in _FILES or _is_file(path):
        return {"goal_set": to_document(read_goal_set(path))}
    return {"objective": source}


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # longer than a path can be, or with a zero byte
        return False


def _checked_body(**values: Any) -> CascadeBody:
    try:
        return CascadeBody.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = dotted(first["loc"]).replace("down_to", "--down")
        raise InputError(first["msg"], where=where) from error
