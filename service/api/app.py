"""The app factory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from service import __version__
from service.api.body_limit import BodyLimit
from service.api.openapi import DescribedApi
from service.api.problems import handle_problems
from service.api.readiness import Readiness
from service.api.routers import (
    audits,
    cascades,
    feedback,
    feedback_forms,
    goal_sets,
    health,
    kpis,
    pages,
    recommendations,
)
from service.api.security_headers import SecurityHeaders
from service.bootstrap import Application
from service.web.rendering import FOLDER

DESCRIPTION = (
    "Recommends measurable KPIs for an objective and audits goal sets for misalignment with the "
    "strategy above them. Answers are typed, versioned by `schema_version`, and the same for "
    "the same input. Every error is a problem detail (RFC 9457)."
)


def create_app(application: Application) -> FastAPI:
    """REST API and page over a wired application.

    The index is made ready in the background once the server has started: ``/healthz``
    answers at once, everything that needs the index answers 503 until then. The application is
    closed when the server stops.
    """
    readiness = Readiness(application)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        preparing = asyncio.create_task(asyncio.to_thread(readiness.prepare))
        try:
            yield
        finally:
            await preparing  # a thread cannot be stopped; closing under it would damage the index
            application.close()

    app = DescribedApi(
        title="Plumbline",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        # Both pages load their scripts from a CDN, and Plumbline needs no network.
        docs_url=None,
        redoc_url=None,
        # Spans would carry the query string, which holds the user's words.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.application = application
    app.state.readiness = readiness
    handle_problems(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    for routes in (
        recommendations,
        feedback,
        audits,
        goal_sets,
        cascades,
        kpis,
        health,
        pages,
        feedback_forms,
    ):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    return app
