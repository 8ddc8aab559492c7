"""The pages: recommend at ``/``, audit at ``/audit``. They work without JavaScript."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from service import answering, past_audits
from service.adapters.importers.text_file import MAX_BYTES
from service.api.dependencies import AnyApplication, ReadinessNow, ReadyApplication
from service.api.readiness import NotReady
from service.api.same_origin import same_origin
from service.errors import InputError
from service.requests import RecommendationBody
from service.web import pages
from service.web.pasted import form_fields, pasted_goal_set, uploaded_goal_set

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"
#: The status of a page that says why the input cannot be used.
UNUSABLE = 422

Field = Annotated[str, Query()]


@router.get("/")
def recommend(
    application: AnyApplication,
    readiness: ReadinessNow,
    objective: Field = "",
    domain: Field = "",
    level: Field = "",
    k: Field = "6",
    industry: Field = "",
    perspective: Field = "",
    data_sources: Field = "",
    must_include: Field = "",
    tracked: Field = "",
    exclude: Field = "",
    organisation: Field = "",
) -> HTMLResponse:
    """The form, with the answer below it when there is an objective."""
    asked = {
        "objective": objective,
        "domain": domain,
        "level": level,
        "k": k,
        "industry": industry,
        "perspective": perspective,
        "data_sources": data_sources,
        "must_include": must_include,
        "tracked": tracked,
        "exclude": exclude,
        "organisation": organisation,
    }
    try:
        readiness.require()
        answer = answering.recommend(application, _body(asked)) if objective else None
    except NotReady as waiting:
        return HTMLResponse(pages.waiting_page(str(waiting)), 503, {"Retry-After": "3"})
    except InputError as unusable:
        page = pages.recommend_page(application, asked, error=unusable)
        return HTMLResponse(page, UNUSABLE)
    return HTMLResponse(pages.recommend_page(application, asked, answer))


@router.get("/recommendations/{answer_id}")
def kept_recommendation(answer_id: str, application: ReadyApplication) -> HTMLResponse:
    """The permanent address of an answer."""
    body, answer = answering.kept_recommendation(application, answer_id)
    asked = {
        name: ", ".join(value) if isinstance(value, tuple) else str(value or "")
        for name, value in body
        if name in pages.ASKED
    }
    return HTMLResponse(pages.recommend_page(application, asked, answer))


@router.get("/favicon.ico")
def favicon() -> RedirectResponse:
    """Browsers ask for it on pages that name no icon, such as the report."""
    return RedirectResponse("/static/favicon.svg", 308)


@router.get("/audit")
def audit_form(example: Field = "") -> HTMLResponse:
    """The form for a goal set."""
    return HTMLResponse(pages.audit_page(pages.EXAMPLE_GOAL_SET if example else ""))


@router.post("/audit", dependencies=[Depends(same_origin)])
async def audit(request: Request, application: ReadyApplication) -> Response:
    """Audit what the form holds, then show it at its permanent address.

    A file is read first, and shown in the form with what was recognised.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (FORM, UPLOAD):
        raise HTTPException(415, f"Send the form as {UPLOAD} or {FORM}.")
    text = ""
    try:
        fields, file = await _sent(request, kind)
        text = fields.get("goal_set", "")
        if file is not None:
            read = await run_in_threadpool(uploaded_goal_set, *file, fields.get("date_order", ""))
            return HTMLResponse(await run_in_threadpool(pages.read_page, read))
        goal_set = await run_in_threadpool(pasted_goal_set, text)
    except InputError as unusable:
        return HTMLResponse(pages.audit_page(text, error=str(unusable)), UNUSABLE)
    answer = await run_in_threadpool(answering.audit_and_keep, application, goal_set, None)
    return RedirectResponse(f"/audits/{answer.id}", status_code=303)


async def _sent(request: Request, kind: str) -> tuple[dict[str, str], tuple[bytes, str] | None]:
    """The form's fields, and content and name of the file that was chosen.

    Raises:
        InputError: It is no form of its kind.
    """
    if kind == FORM:
        return form_fields(await request.body()), None
    try:
        async with request.form(max_files=1, max_fields=5, max_part_size=MAX_BYTES) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                return fields, None
            return fields, (await file.read(), file.filename)
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise InputError(f"The form cannot be read: {error.detail}") from error


@router.get("/audits/{answer_id}")
def kept_audit(answer_id: str, application: ReadyApplication, since: Field = "") -> HTMLResponse:
    """The permanent address of an audit; with ``since``, also what changed since another."""
    goal_set, answer = answering.kept_audit(application, answer_id)
    drift = past_audits.drift_since(application, since, goal_set, answer) if since else None
    history = past_audits.history_until(application, answer)
    return HTMLResponse(pages.audit_result_page(answer, goal_set, drift, history))


def _body(asked: dict[str, str]) -> RecommendationBody:
    """The request in a form's fields.

    Raises:
        InputError: A field has a value that it cannot have.
    """
    if not asked["k"].isdecimal() or len(asked["k"]) > 4:
        raise InputError("must be a whole number", where="k")
    fields: dict[str, Any] = {name: text for name, text in asked.items() if text}
    fields |= {"k": int(asked["k"])}
    for name in pages.LISTS:
        fields[name] = [entry for entry in map(str.strip, asked[name].split(",")) if entry]
    try:
        return RecommendationBody.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(first["msg"], where=str(first["loc"][0])) from error
