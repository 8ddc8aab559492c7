"""An asyncio loop in a thread, so that a request can be given up when its time is over."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


class EventLoop:
    """Runs requests side by side in one thread.

    A timeout of an HTTP library bounds the wait for the next bytes; a server that drips them
    holds a request, and with it a thread, for as long as it likes. A task can be cancelled at any
    time, which closes its connection.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="plumbline-llm", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """The result of the work.

        Raises:
            TimeoutError: It is not there in time; the work is cancelled.
        """
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(max(0.0, seconds))
        finally:
            future.cancel()  # without effect when it is done

    def close(self) -> None:
        """Cancel what still runs, and end the thread."""
        with suppress(TimeoutError):
            self.run(_cancel_all(), 1)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(1)
        if not self._thread.is_alive():
            self._loop.close()


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    if others:
        await asyncio.wait(others, timeout=0.5)
