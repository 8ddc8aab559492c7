"""What routes ask for in their signatures."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from service.api.readiness import Readiness
from service.bootstrap import Application


async def application_of(request: Request) -> Application:
    """The application that this server was made for."""
    return cast(Application, request.app.state.application)


async def readiness_of(request: Request) -> Readiness:
    """Its readiness."""
    return cast(Readiness, request.app.state.readiness)


async def ready_application(
    application: Annotated[Application, Depends(application_of)],
    readiness: Annotated[Readiness, Depends(readiness_of)],
) -> Application:
    """The application, once it can answer.

    Raises:
        NotReady: It cannot yet.
    """
    readiness.require()
    return application


ReadinessNow = Annotated[Readiness, Depends(readiness_of)]
AnyApplication = Annotated[Application, Depends(application_of)]
ReadyApplication = Annotated[Application, Depends(ready_application)]
