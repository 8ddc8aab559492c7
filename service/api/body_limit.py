"""Refuse a body that is too large before it is held in memory."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.adapters.importers.text_file import MAX_BYTES
from service.api.problems import http_problem

TOO_LARGE = f"The body is larger than {MAX_BYTES // 1_000_000} MB. Split it."


class BodyLimit:
    """Counts a body while it arrives, so that a chunked one cannot slip through.

    FastAPI's own ``max_body_size`` answers in plain text when the length is declared.
    """

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BYTES) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        too_large = HTTPException(413, TOO_LARGE)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._max_bytes:
            response = await http_problem(Request(scope), too_large)
            await response(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise too_large
            return message

        await self._app(scope, counted, send)
