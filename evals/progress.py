"""Progress of long work on the terminal, with the time left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from service.bootstrap import Application, ProgressFactory
from service.domain.ports import Progress

Item = TypeVar("Item")


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
