"""Lines of labelled data: JSON Lines checked against a model, and plain texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from service.adapters.importers.goal_set import dotted
from service.errors import InputError, UnreadableFile

Row = TypeVar("Row", bound=BaseModel)


def read_lines(path: Path) -> list[tuple[str, str]]:
    """The lines that are not blank, each after its place, ``<path>, line <number>``.

    Raises:
        UnreadableFile: The file cannot be read or is not UTF-8.
        InputError: It holds nothing.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise UnreadableFile(f"cannot be read: {reason}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"is not UTF-8 at byte {error.start}", where=str(path)) from error
    # Not splitlines: texts may hold separators such as U+2028 that JSON leaves unescaped.
    lines = [
        (f"{path}, line {number}", line.rstrip("\r"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not lines:
        raise InputError("holds nothing", where=str(path))
    return lines


def read_texts(path: Path) -> list[str]:
    """A text a line, blank lines left out.

    Raises:
        UnreadableFile: The file cannot be read or is not UTF-8.
        InputError: It holds nothing.
    """
    return [line.strip() for _, line in read_lines(path)]


def read_rows(path: Path, model: type[Row]) -> list[tuple[str, Row]]:
    """The objects of a JSON Lines file, each after its place.

    Raises:
        UnreadableFile: The file cannot be read, or a line is not JSON.
        InputError: It holds nothing, or a line does not fit the model.
    """
    return [
        (place, validated(model, _parse(line, place), place)) for place, line in read_lines(path)
    ]


def validated(model: type[Row], content: Any, place: str) -> Row:
    """Content as its model.

    Raises:
        InputError: It does not fit; says where and why in one line.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = dotted(first["loc"])
        message = f"{field}: {first['msg']}" if field else first["msg"]
        raise InputError(message, where=place) from error


def _parse(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFile(f"is not JSON: {error}", where=place) from error
