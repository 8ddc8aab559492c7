"""Untrusted text in a terminal, and progress."""

from __future__ import annotations

import re

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from service.domain.ports import Progress as OnProgress

#: What would steer a terminal instead of being shown: escape sequences, bells, backspaces.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: What rich takes for a tag, behind its backslashes.
_TAG = re.compile(r"(\\*)(\[[a-z#/@][^[]*?])")
#: Work with fewer steps is over before a bar could be read.
_WORTH_A_BAR = 200


def printable(text: str) -> str:
    """The text with every control character but tab and line feed made visible."""
    return _CONTROL.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text so that markup and control characters in it are shown, not obeyed.

    Rich's own ``escape`` sees to what reads like a tag alone; before any other bracket, and at the
    end of a text that a tag follows, a backslash would be swallowed.
    """
    shown, parts, end = printable(text), [], 0
    for found in _TAG.finditer(shown):
        parts += [shown[end : found.start()].replace("[", r"\["), found[1] * 2, "\\", found[2]]
        end = found.end()
    rest = shown[end:].replace("[", r"\[")
    trailing = len(rest) - len(rest.rstrip("\\"))
    return "".join([*parts, rest, "\\" * trailing])


def progress_bar(work: str) -> OnProgress:
    """A bar on standard error with the time left; quick work shows none."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    task = bar.add_task(work)

    def update(done: int, total: int) -> None:
        if total < _WORTH_A_BAR:
            return
        if not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return update


def title(markup: str) -> Text:
    """A panel's title; panels read ``:fire:`` as an emoji whatever their console does."""
    return Text.from_markup(markup, emoji=False)
