"""Routes that take JSON and nothing that merely looks like it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Coroutine
from typing import Any, Never

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

_SHOWN = 40
_LONGEST_INTEGER = 300


class JsonRequest(Request):
    """Reads its body by RFC 8259: no NaN, no number beyond a double, no key twice."""

    async def json(self) -> Any:
        """The parsed body.

        Raises:
            HTTPException: 400, the body is JSON to Python only.
            json.JSONDecodeError: It is no JSON at all.
        """
        if not hasattr(self, "_json"):
            body = await self.body()
            try:
                self._json = json.loads(
                    body,
                    parse_constant=_refuse_constant,
                    parse_float=_finite,
                    parse_int=_readable,
                    object_pairs_hook=_distinct,
                )
            except UnicodeDecodeError as error:
                raise HTTPException(
                    400, f"The body is not UTF-8: byte {error.start} cannot be read."
                ) from error
            except RecursionError as error:
                raise HTTPException(400, "The body is nested too deeply.") from error
        return self._json


class JsonRoute(APIRoute):
    """A route whose body must be declared as JSON; another content type is answered with 415."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind a check of the content type."""
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            if self.body_field is not None:
                given = request.headers.get("content-type", "").partition(";")[0]
                if given.strip().lower() != "application/json":
                    raise HTTPException(
                        415,
                        "Send the body as application/json.",
                        headers={"Accept-Post": "application/json"},
                    )
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json


def _refuse_constant(constant: str) -> Never:
    raise HTTPException(400, f"The body holds {constant}, which JSON does not have.")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise HTTPException(400, f"The number {number[:_SHOWN]} in the body is too large.")
    return value


def _readable(number: str) -> int:
    if len(number) > _LONGEST_INTEGER:
        raise HTTPException(400, f"The number {number[:_SHOWN]}... in the body is too long.")
    return int(number)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for n, key in enumerate(keys) if key in keys[:n])
        raise HTTPException(400, f"The key {twice[:_SHOWN]!r} stands twice in one object.")
    return content
