"""A recommendation as it becomes better: server-sent events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import partial

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from service import answering
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from service.errors import PlumblineError
from service.llm.session import LlmSession

logger = logging.getLogger(__name__)

EVENT_STREAM = EventSourceResponse.media_type
#: Proxies close a connection on which nothing is said for longer.
PING_S = 10.0
#: Waiting for a model must not take the threads in which everything else is answered.
_WAITING = CapacityLimiter(40)

EVENTS = {
    EVENT_STREAM: {
        "schema": {"type": "string"},
        "example": 'event: answer\ndata: {"id": "5f0c", "llm": null, "recommendations": []}\n\n'
        'event: answer\ndata: {"id": "5f0c", "llm": {}, "recommendations": []}\n\n'
        "event: done\ndata: {}\n\n",
    }
}


def wants_events(request: Request) -> bool:
    """Whether a request asks for server-sent events."""
    accepted = request.headers.get("accept", "").split(",")
    return any(kind.partition(";")[0].strip().lower() == EVENT_STREAM for kind in accepted)


def streamed(
    application: Application, embedded: RecommendationAnswer, llm: LlmSession | None
) -> EventSourceResponse:
    """The embedded answer at once, and the better one when it is there.

    Args:
        application: Answers.
        embedded: The answer without a language model, as it is kept.
        llm: What makes it better; None when there is no model.
    """
    return EventSourceResponse(
        _events(application, embedded, llm), headers={"X-Accel-Buffering": "no"}
    )


async def _events(
    application: Application, embedded: RecommendationAnswer, llm: LlmSession | None
) -> AsyncIterator[bytes]:
    yield _answer(embedded)
    if llm:
        work = partial(answering.improve_and_keep, application, embedded.id or "", llm)
        improving = asyncio.ensure_future(
            to_thread.run_sync(work, abandon_on_cancel=True, limiter=_WAITING)
        )
        try:
            while not (await asyncio.wait({improving}, timeout=PING_S))[0]:
                yield KEEPALIVE_COMMENT
            yield _answer(improving.result())
        except PlumblineError as error:
            logger.error("the embedded answer stands: %s", error)
        finally:
            # The client may have gone: calls under way end by themselves, and none is added.
            llm.abandon()
            improving.cancel()
    yield format_sse_event(event="done", data_str="{}")


def _answer(answer: RecommendationAnswer) -> bytes:
    return format_sse_event(event="answer", data_str=answer.model_dump_json())
