"""For whoever runs the server: is it alive, can it answer."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from service.api.dependencies import AnyApplication, ReadinessNow
from service.api.openapi import problems
from service.api.problems import problem
from service.api.readiness import State

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """The service can answer, from this library with this model."""

    status: Literal["ready"] = "ready"
    checks: dict[str, State]
    kpis: int
    library_version: str
    model: str


@router.get("/healthz", summary="Is the process alive?")
async def healthz() -> Alive:
    """Answers at once, also while the index is built."""
    return Alive()


@router.get(
    "/readyz",
    summary="Can the service answer?",
    response_model=Ready,
    responses=problems(503),
)
def readyz(
    request: Request, application: AnyApplication, readiness: ReadinessNow
) -> Ready | Response:
    """Checks library, index and store."""
    checks = readiness.check()
    waiting = [part for part, state in checks.items() if state is not State.READY]
    if waiting:
        detail = "; ".join(f"{part}: {checks[part]}" for part in waiting)
        return problem(
            request, 503, f"Not ready: {detail}.", "not-ready", {"Retry-After": "2"}, checks=checks
        )
    return Ready(
        checks=checks,
        kpis=len(application.library),
        library_version=application.library.version,
        model=application.embedder.model,
    )
