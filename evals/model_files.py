"""Which system is measured, and the files in which a language model's calls are kept."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any

import typer

from evals.results import PLUMBLINE, PLUMBLINE_LLM
from service.adapters.llm.from_files import NO_FILES, LlmFiles
from service.cli.llm_files import BatchIn, BatchOut, Record, Replay


class System(StrEnum):
    """What is measured beside the baselines."""

    PLUMBLINE = PLUMBLINE
    PLUMBLINE_LLM = PLUMBLINE_LLM


@dataclass(frozen=True)
class Asked:
    """What a command is to measure: with a language model or without, and with which files."""

    system: System = System.PLUMBLINE
    files: LlmFiles = NO_FILES


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "system": (
        Annotated[System, typer.Option(help="plumbline+llm: measure both, and compare.")],
        System.PLUMBLINE,
    ),
    "record": (Record, None),
    "replay": (Replay, None),
    "batch_out": (BatchOut, None),
    "batch_in": (BatchIn, None),
}


def asks_model(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a language model; it gets them together as ``asked``."""
    own = inspect.signature(command, eval_str=True).parameters
    options = {
        name: inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )
        for name, (annotation, default) in _OPTIONS.items()
    }

    @wraps(command)
    def with_options(**values: Any) -> None:
        system, record, replay, batch_out, batch_in = (values.pop(name) for name in _OPTIONS)
        files = LlmFiles(record, replay, batch_out, tuple(batch_in or ()))
        command(**values, asked=Asked(system, files))

    kept = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in own.items()
        if name != "asked"
    ]
    signature = inspect.Signature([*kept, *options.values()])
    # Typer reads both.
    with_options.__signature__ = signature  # type: ignore[attr-defined]
    with_options.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}
    return with_options
