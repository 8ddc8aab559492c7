"""How far a run in batches has come, in a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from service.adapters.llm.batch_model import BatchModel
from service.terminal.text import escape


def show_batch(console: Console, model: BatchModel, batch_out: Path | None) -> None:
    """How many calls are answered, and what to do about those that are not."""
    total, left = model.answered + model.unanswered, model.unanswered
    console.print(f"{model.answered} of {total} calls of the language model are answered.")
    if model.failures:
        why = ", ".join(f"{count} {reason}" for reason, count in model.failures.items())
        console.print(f"Tried in vain: {why}.")
    if model.unused:
        belong = "answer belongs" if model.unused == 1 else "answers belong"
        console.print(
            f"[yellow]{model.unused} {belong} to no call of this run[/]: its input, a prompt, the "
            "model or the day (see --today) was another when that was asked."
        )
    if not left:
        console.print("The run is complete.")
        return
    console.print("[bold]The run is not complete.[/]", end=" ")
    calls, stand = ("call is", "stands") if left == 1 else ("calls are", "stand")
    if batch_out is None:
        console.print(f"{left} {calls} still unanswered: add --batch-out FILE to write them there.")
    else:
        console.print(
            f"{left} {calls} still unanswered and {stand} in {escape(str(batch_out))}: send it as "
            "a batch, save what comes back, then repeat this command with --batch-in and that "
            "file added."
        )
