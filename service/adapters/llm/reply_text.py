"""Reading the object that a reply holds, whatever stands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

ModelT = TypeVar("ModelT", bound=BaseModel)

#: Places at which an object may begin; more are not tried, since each reads to the end.
_STARTS = 20


def read_object(text: str, form: type[ModelT]) -> ModelT | None:
    """The first object in a text that is of the form; None when there is none.

    Code fences, a preamble and what a model thought aloud before are passed over.
    """
    for found in _objects(text):
        try:
            # Written anew, so that pydantic reads it as JSON: a list may be a tuple.
            return form.model_validate_json(json.dumps(found))
        except (ValidationError, ValueError, RecursionError):
            continue
    return None


def _objects(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(parse_constant=_no_number)
    start = text.find("{")
    for _ in range(_STARTS):
        if start < 0:
            return
        end = start + 1
        try:
            found, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            pass
        else:
            yield found
        start = text.find("{", end)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
