"""Feedback in the browser: a list at ``/feedback``, and the forms of list and answers."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from service import feedback
from service.api.dependencies import ReadyApplication
from service.api.routers.pages import FORM, UNUSABLE
from service.api.same_origin import same_origin
from service.bootstrap import Application
from service.errors import InputError, NotFound
from service.requests import MAX_ORGANISATION, FeedbackBody
from service.web import pages
from service.web.pasted import form_fields

router = APIRouter(prefix="/feedback", include_in_schema=False, default_response_class=HTMLResponse)

#: What leads back to the answer that a form stood in.


@router.get("")
def listed(
    application: ReadyApplication,
    organisation: Annotated[str, Query(max_length=MAX_ORGANISATION)] = "",
) -> HTMLResponse:
    """All feedback of an organisation, each with a button that undoes it."""
    given = feedback.given(application, organisation.strip())
    return HTMLResponse(pages.feedback_page(given, organisation.strip()))


@router.post("", dependencies=[Depends(same_origin)])
async def send(request: Request, application: ReadyApplication) -> Response:
    """Keep or undo what the form says, then show the page that it stood in anew."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"Send the form as {FORM}.")
    fields: dict[str, str] = {}
    try:
        fields = form_fields(await request.body())
        await run_in_threadpool(_heed, application, fields)
    except InputError as unusable:
        asked = dict.fromkeys(pages.ASKED, "") | {"k": "6"}
        asked |= {name: fields[name] for name in pages.ASKED if name in fields}
        return HTMLResponse(pages.recommend_page(application, asked, error=unusable), UNUSABLE)
    asked = {name: fields[name] for name in pages.ASKED if fields.get(name)}
    page = "/?{}#answer-heading" if "objective" in asked else "/feedback?{}"
    return RedirectResponse(page.format(urlencode(asked)), status_code=303)


def _heed(application: Application, fields: dict[str, str]) -> None:
    if "undo" in fields:
        with suppress(NotFound):  # undone already, on another page
            feedback.undo(application, fields["undo"])
        return
    named = ("objective", "kpi", "verdict", "organisation", "reason")
    try:
        body = FeedbackBody.model_validate({n: fields[n] for n in named if n in fields})
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][0]) if first["loc"] else ""
        raise InputError(first["msg"], where=where) from error
    feedback.give(application, body)
