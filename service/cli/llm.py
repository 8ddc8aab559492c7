"""``plumbline llm``: whether the configured language model answers."""

from __future__ import annotations

import typer
from rich.console import Console

from service import terminal
from service.adapters.llm.check import check
from service.cli.options import EXIT_FAILURE, AsJson, open_application
from service.errors import InputError

llm_app = typer.Typer(help="Check the language model.", no_args_is_help=True)


@llm_app.callback()
def _of_llm() -> None:
    """Keeps ``check`` a command of its own while it is the only one."""


@llm_app.command("check")
def check_model(as_json: AsJson = False) -> None:
    """Ask the configured model one small question; exits with 3 when no answer comes."""
    with open_application() as plumbline:
        endpoint = plumbline.llm_endpoint
        if endpoint is None:
            raise InputError(
                "no language model is configured, and none is needed. To use one, set "
                "PLUMBLINE_LLM=provider:model, such as openai:gpt-5-mini beside "
                "PLUMBLINE_LLM_API_KEY, or, for a model of Ollama, openai:qwen3 beside "
                "PLUMBLINE_LLM_BASE_URL=http://localhost:11434/v1"
            )
        settings = plumbline.settings
        found = check(endpoint, settings.llm_timeout_s, settings.llm_api_key.get_secret_value())
    terminal.show_llm_check(Console(emoji=False), found, as_json)
    if not found.works:
        raise typer.Exit(EXIT_FAILURE)
