"""The pages: recommend at ``/``, audit at ``/audit``. They work without JavaScript."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from service import answering, past_audits
from service.answers.recommendation import RecommendationAnswer
from service.api.dependencies import AnyApplication, ReadinessNow, ReadyApplication
from service.api.forms import UPLOAD, SentForm, sent_form
from service.api.readiness import NotReady
from service.api.same_origin import same_origin
from service.bootstrap import Application
from service.errors import InputError
from service.requests import RecommendationBody
from service.web import pages
from service.web.pasted import form_fields, pasted_goal_set
from service.web.uploads import Upload, kept_file

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

FORM = "application/x-www-form-urlencoded"
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
        answer = _answer(application, _body(asked)) if objective else None
    except NotReady as waiting:
        return HTMLResponse(pages.waiting_page(str(waiting)), 503, {"Retry-After": "3"})
    except InputError as unusable:
        page = pages.recommend_page(application, asked, error=unusable)
        return HTMLResponse(page, UNUSABLE)
    return HTMLResponse(pages.recommend_page(application, asked, answer))


def _answer(application: Application, body: RecommendationBody) -> RecommendationAnswer:
    """Without script the page shows one answer, which waits for the language model."""
    return answering.recommend(application, body, application.llm_session(body.organisation))


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
        if kind == FORM:
            text = form_fields(await request.body()).get("goal_set", "")
        else:
            form = await sent_form(request)
            text = form.text("goal_set")
            if upload := _upload(form):
                page, readable = await run_in_threadpool(pages.read_page, upload)
                return HTMLResponse(page, 200 if readable else UNUSABLE)
        goal_set = await run_in_threadpool(pasted_goal_set, text)
    except InputError as unusable:
        return HTMLResponse(pages.audit_page(text, error=str(unusable)), UNUSABLE)
    answer = await run_in_threadpool(answering.audit_and_keep, application, goal_set, None)
    return RedirectResponse(f"/audits/{answer.id}", status_code=303)


def _upload(form: SentForm) -> Upload | None:
    """The files that were chosen now, or before; None without any.

    Raises:
        InputError: There is a strategy without goals, or a file did not come back whole.
    """
    kept = {
        name: kept_file(form.text(f"kept_{name}"), form.text(f"kept_{name}_name"))
        for name in ("goals", "strategy")
    }
    goals, strategy = form.files.get("file"), form.files.get("strategy")
    goals, strategy = goals or kept["goals"], strategy or kept["strategy"]
    if goals is None:
        if strategy is not None:
            raise InputError("Choose the file with the goals, too.")
        return None
    said = tuple(mapping for mapping in form.fields.get("map", ()) if mapping)
    return Upload(goals, strategy, said, form.text("date_order"))


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
