"""Feedback in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from service.answers.feedback import FeedbackAnswer, FeedbackEffectAnswer
from service.domain.feedback import Verdict
from service.terminal.text import escape

_DONE = {Verdict.ACCEPT: "accepted", Verdict.REJECT: "rejected", Verdict.EDIT: "edited"}


def show_given(console: Console, given: FeedbackAnswer) -> None:
    """What was kept, and how to take it back."""
    console.print(f"Kept: {_line(given)}", soft_wrap=True)
    console.print(undo_line(given.id), soft_wrap=True)


def show_feedback(console: Console, given: Sequence[FeedbackAnswer]) -> None:
    """What was said, each with how to take it back; no table, which would break the ids."""
    if not given:
        console.print("No feedback yet.")
    for one in given:
        console.print(f"[dim]{one.created_at:%Y-%m-%d %H:%M}[/] {_line(one)}", soft_wrap=True)
        console.print(f"  {undo_line(one.id)}", soft_wrap=True)


def effect_line(effect: FeedbackEffectAnswer) -> str:
    """What one verdict did to an answer, and how to take it back, as markup."""
    reason = f" ({escape(effect.reason)})" if effect.reason else ""
    return (
        f"{_DONE[effect.verdict]} for “{escape(effect.objective)}”{reason}: "
        f"{effect.contribution:+.2f} log-odds, {_move(effect)}\n{undo_line(effect.id)}"
    )


def undo_line(feedback_id: str) -> str:
    """The command that takes feedback back, as markup."""
    return f"[dim]plumbline feedback undo {escape(feedback_id)}[/]"


def _line(one: FeedbackAnswer) -> str:
    edit = one.edit
    words = [edit.name, edit.definition, edit.target] if edit else []
    as_said = f", as {' · '.join(f'“{escape(text)}”' for text in words if text)}" if edit else ""
    reason = f" ({escape(one.reason)})" if one.reason else ""
    verdict = f"{_DONE[one.verdict]} [bold]{escape(one.kpi)}[/] for “{escape(one.objective)}”"
    return f"{verdict}{as_said}{reason}"


def _move(effect: FeedbackEffectAnswer) -> str:
    if effect.place is None:
        return f"from place {effect.place_without} out of the answer"
    if effect.place_without is None:
        return f"into the answer at place {effect.place}"
    if effect.place_without == effect.place:
        return f"place {effect.place} as before"
    return f"from place {effect.place_without} to {effect.place}"
