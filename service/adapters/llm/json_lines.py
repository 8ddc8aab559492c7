"""JSON Lines from outside, each line of one form."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from service.errors import UnreadableFile

LineT = TypeVar("LineT", bound=BaseModel)

#: As much as OpenAI takes for a batch.
MAX_BYTES = 200_000_000
MAX_LINE_BYTES = 2_000_000


def read_json_lines(file: Path, form: type[LineT]) -> Iterator[tuple[str, LineT]]:
    """Each line that is not blank: where it stands, and what it says.

    Raises:
        UnreadableFile: The file cannot be read or is too large, or a line is not of the form; says
            which.
    """
    try:
        with file.open("rb") as stream:
            if file.stat().st_size > MAX_BYTES:
                reason = f"is larger than {MAX_BYTES // 1_000_000} MB: split it"
                raise UnreadableFile(reason, where=file.name)
            number = 0
            while line := stream.readline(MAX_LINE_BYTES + 1):
                number += 1
                place = f"{file.name}, line {number}"
                if len(line) > MAX_LINE_BYTES:
                    reason = f"is longer than {MAX_LINE_BYTES // 1_000_000} MB: delete it"
                    raise UnreadableFile(reason, where=place)
                if text := line.removeprefix(codecs.BOM_UTF8).strip():
                    yield place, _parsed(text, form, place)
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or 'unknown error').lower()}"
        raise UnreadableFile(reason, where=str(file)) from error


def _parsed(text: bytes, form: type[LineT], place: str) -> LineT:
    try:
        return form.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        at = ".".join(map(str, first["loc"]))
        reason = f"{at}: {first['msg']}" if at else first["msg"]
        raise UnreadableFile(f"{reason}; delete the line, or mend it", where=place) from error
