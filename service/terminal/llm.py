"""What was found out about a language model, in a terminal."""

from __future__ import annotations

from dataclasses import asdict

from rich.console import Console

from service.adapters.llm.check import EndpointCheck
from service.domain.llm import Failure
from service.terminal.text import escape

_WHAT_TO_DO = {
    Failure.TIMEOUT: "raise PLUMBLINE_LLM_TIMEOUT_S if the model is slow; see whether its server "
    "runs at PLUMBLINE_LLM_BASE_URL",
    Failure.UNREACHABLE: "see whether the server runs, and PLUMBLINE_LLM_BASE_URL",
    Failure.RATE_LIMITED: "wait, or raise the limit or the credit at the provider",
    Failure.SERVER_ERROR: "look into the server's own log",
    Failure.REJECTED: "see PLUMBLINE_LLM_API_KEY, and whether the server has the model that "
    "PLUMBLINE_LLM names",
    Failure.REFUSED: "the model or its provider's filter declines a harmless question: take "
    "another model",
    Failure.UNREADABLE: "see whether PLUMBLINE_LLM_BASE_URL is the address of the API (it often "
    "ends by /v1); if it is, take a model that can write JSON",
    Failure.TOO_LONG: "see whether PLUMBLINE_LLM_BASE_URL is the address of the API",
}


def show_llm_check(console: Console, found: EndpointCheck, as_json: bool) -> None:
    """What was found, and what to do when the model does not work."""
    if as_json:
        console.print_json(data=asdict(found))
        return
    if found.works:
        tokens = f"{found.input_tokens} tokens read, {found.output_tokens} written"
        lines = [
            f"[green]{escape(found.model)} works[/]: {found.mode} is accepted",
            f"{found.seconds:.2f} s, {found.requests} requests, {tokens}",
        ]
        if found.left_out:
            lines.append(f"asked without what it refuses: {', '.join(found.left_out)}")
    else:
        lines = [f"[red]{escape(found.model)} does not work[/]: {found.failure}"]
        if found.complaint:
            lines.append(f"it says: {escape(' '.join(found.complaint.split()))}")
        if found.failure in _WHAT_TO_DO:
            lines.append(f"what to do: {_WHAT_TO_DO[found.failure]}")
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)
