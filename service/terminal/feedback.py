"""Feedback in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from service.domain.feedback import Verdict
from service.feedback_answers import FeedbackAnswer, FeedbackEffectAnswer
from service.terminal.text import escape

_DONE = {Verdict.ACCEPT: "accepted", Verdict.REJECT: "rejected", Verdict.EDIT: "edited"}


def show_given(console: Console, given: FeedbackAnswer) -> None:
    """What was kept, and how to take it back."""
    console.print(
        f"{_DONE[given.verdict].capitalize()} {escape(given.kpi)} "
        f"for “{escape(given.objective)}”. "
        f"[dim]Take it back with: plumbline feedback undo {given.id}[/]",
        soft_wrap=True,
    )


def show_feedback(console: Console, given: Sequence[FeedbackAnswer]) -> None:
    """One row a verdict."""
    if not given:
        console.print("No feedback yet.")
        return
    table = Table(show_lines=True)
    for column in ("given", "verdict", "KPI", "for the objective", "reason or wording", "id"):
        table.add_column(column, overflow="fold")
    for one in given:
        edit = one.edit
        wording = [edit.name, edit.definition, edit.target] if edit else []
        said = [escape(text) for text in (one.reason, *wording) if text]
        table.add_row(
            f"{one.created_at:%Y-%m-%d %H:%M}",
            _DONE[one.verdict],
            escape(one.kpi),
            escape(one.objective),
            "\n".join(said),
            one.id,
        )
    console.print(table)


def effect_line(effect: FeedbackEffectAnswer) -> str:
    """What one verdict did to an answer, as markup."""
    reason = f" ({escape(effect.reason)})" if effect.reason else ""
    return (
        f"{_DONE[effect.verdict]} for “{escape(effect.objective)}”{reason}: "
        f"{effect.contribution:+.2f} log-odds, {_move(effect)} "
        f"[dim]undo {effect.id}[/]"
    )


def _move(effect: FeedbackEffectAnswer) -> str:
    if effect.place is None:
        return f"from place {effect.place_without} out of the answer"
    if effect.place_without is None:
        return f"into the answer at place {effect.place}"
    if effect.place_without == effect.place:
        return f"place {effect.place} as before"
    return f"from place {effect.place_without} to {effect.place}"
