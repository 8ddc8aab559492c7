"""Progress of long work on the terminal, with the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from evals.llm_sessions import LlmSessions
from evals.results import PLUMBLINE_LLM
from service.bootstrap import Application, ProgressFactory
from service.domain.ports import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def progress_bars() -> Iterator[ProgressFactory]:
    """Bars on standard error, removed at the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bars:

        def start(work: str) -> Progress:
            bar = bars.add_task(work, total=None)

            def advance(done: int, total: int) -> None:
                bars.update(bar, completed=done, total=total, visible=done < total)

            return advance

        yield start


def tracked(application: Application, work: str, items: Sequence[Item]) -> Iterator[Item]:
    """The items one by one, with a bar when the application shows progress."""
    show = application.progress(work) if application.progress else None
    for done, item in enumerate(items):
        yield item
        if show:
            show(done + 1, len(items))


def each(
    application: Application,
    work: str,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    side_by_side: int = 1,
) -> list[Result]:
    """The results for all items, in their order, with a bar when the application shows progress.

    Args:
        application: Shows progress, or does not.
        work: Its name.
        function: What is done with each.
        items: All of them.
        side_by_side: How many at once; more than one is for what waits for a language model.
    """
    if side_by_side == 1:
        return [function(item) for item in tracked(application, work, items)]
    with ThreadPoolExecutor(side_by_side) as pool:
        waiting = [pool.submit(function, item) for item in items]
        try:
            return [waiting[at].result() for at in tracked(application, work, range(len(items)))]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def at_once(system: str, sessions: LlmSessions | None) -> int:
    """How many queries of a system are measured side by side: several where they wait."""
    return sessions.side_by_side if sessions and system == PLUMBLINE_LLM else 1
