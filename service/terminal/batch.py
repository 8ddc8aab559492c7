"""How far a run in batches has come, in a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from service.adapters.llm.batch_model import BatchModel
from service.terminal.text import escape


def show_batch(console: Console, model: BatchModel, batch_out: Path | None) -> None:
    """How many calls are answered, and what to do about those that are not."""
    total = model.answered + model.unanswered
    console.print(f"{model.answered} of {total} calls of the language model are answered.")
    if model.failures:
        why = ", ".join(f"{count} {reason}" for reason, count in model.failures.items())
        console.print(f"Tried in vain: {why}.")
    if model.unused:
        console.print(
            f"[yellow]{model.unused} answers belong to no call of this run[/]: its input, a "
            "prompt, the model or the day (see --today) is another than when they were asked."
        )
    if not model.unanswered:
        console.print("The run is complete.")
    elif batch_out is None:
        console.print(
            "The run is [bold]not complete[/]: add --batch-out FILE, which then holds the "
            f"{model.unanswered} calls that are still unanswered."
        )
    else:
        console.print(
            f"The run is [bold]not complete[/]. {model.unanswered} calls are still unanswered and "
            f"stand in {escape(str(batch_out))}: send it as a batch, save what comes back, then "
            "repeat this command with --batch-in and that file added."
        )
