"""Every error as problem details (RFC 9457). The only place that gives errors HTTP status."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from service.adapters.importers.goal_set import dotted
from service.api.readiness import NotReady
from service.api.security_headers import SECURITY_HEADERS
from service.errors import InputError, NotFound, StoreUnavailable

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:plumbline:problem:"
#: Places beyond these are counted, not listed: a file of 10,000 goals may be wrong in each.
MAX_ERRORS = 20
_MAX_WHERE = 200
_MAX_MESSAGE = 500


class WrongPlace(BaseModel):
    """One place of the request that cannot be used."""

    where: str = Field(examples=["goals[3].parent"])
    message: str


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["about:blank"], description="URI that names the kind of problem")
    title: str
    status: int
    detail: str
    instance: str = Field(description="path of the request")
    errors: list[WrongPlace] | None = Field(default=None, description="with status 422")


class ProblemResponse(JSONResponse):
    """Problem details; escaped to ASCII, because a lone surrogate has no UTF-8."""

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        """The body."""
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


def problem(
    request: Request,
    status: int,
    detail: str,
    kind: str = "",
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> ProblemResponse:
    """The response for a problem of this kind, or of none beyond its HTTP status."""
    content = {
        "type": _TYPE + kind if kind else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _clip(detail, _MAX_MESSAGE),
        "instance": quote(_clip(request.scope["path"], _MAX_WHERE), errors="replace"),
        **more,
    }
    return ProblemResponse(content, status, headers)


def handle_problems(app: FastAPI) -> None:
    """Answer every error of ``app`` with problem details."""
    app.exception_handler(HTTPException)(http_problem)
    app.exception_handler(RequestValidationError)(_validation_problem)
    app.exception_handler(InputError)(_input_problem)
    app.exception_handler(NotFound)(_not_found_problem)
    app.exception_handler(NotReady)(_not_ready_problem)
    app.exception_handler(StoreUnavailable)(_store_problem)
    app.exception_handler(Exception)(_unexpected_problem)


async def http_problem(request: Request, error: HTTPException) -> ProblemResponse:
    """The problem of an error that is HTTP's own."""
    details = {
        404: "There is nothing at this address.",
        405: f"{request.method[:20]} is not possible here.",
    }
    phrase = HTTPStatus(error.status_code).phrase
    detail = details.get(error.status_code, phrase) if error.detail == phrase else error.detail
    return problem(request, error.status_code, str(detail), headers=error.headers)


async def _validation_problem(request: Request, error: RequestValidationError) -> ProblemResponse:
    # The input itself is never echoed: it may be huge, or have no JSON (NaN).
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        place = found[0]["loc"][-1]
        reason = found[0]["ctx"]["error"]
        return problem(request, 400, f"The body is not JSON: {reason} at character {place}.")
    errors = [
        {
            "where": _clip(dotted(one["loc"][1:]) or str(one["loc"][0]), _MAX_WHERE),
            "message": _clip(one["msg"], _MAX_MESSAGE),
        }
        for one in found[:MAX_ERRORS]
    ]
    return _invalid_input(request, errors, len(found))


async def _input_problem(request: Request, error: InputError) -> ProblemResponse:
    message = str(error).removeprefix(f"{error.where}: ")
    place = {
        "where": _clip(error.where, _MAX_WHERE),
        "message": _clip(message, _MAX_MESSAGE),
    }
    return _invalid_input(request, [place], 1)


def _invalid_input(request: Request, errors: list[dict[str, str]], count: int) -> ProblemResponse:
    first = errors[0]
    detail = f"{first['where']}: {first['message']}" if first["where"] else first["message"]
    if count > 1:
        detail = f"{count} places cannot be used. The first is {detail}"
    return problem(request, 422, detail, "invalid-input", errors=errors)


async def _not_found_problem(request: Request, _: NotFound) -> ProblemResponse:
    return problem(request, 404, "There is no record with this id.", "unknown-record")


async def _not_ready_problem(request: Request, error: NotReady) -> ProblemResponse:
    return problem(request, 503, str(error), "not-ready", {"Retry-After": "2"})


async def _store_problem(request: Request, error: StoreUnavailable) -> ProblemResponse:
    logger.error("%s", error)
    return problem(request, 503, "The store does not answer; nothing was kept.", "no-store")


async def _unexpected_problem(request: Request, error: Exception) -> ProblemResponse:
    # The server logs the traceback. This handler runs outside the middleware, hence the headers.
    logger.error("%s on %s", type(error).__name__, request.method)
    detail = "Something went wrong on our side. The server's log says what."
    return problem(request, 500, detail, headers=SECURITY_HEADERS)


def _clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
