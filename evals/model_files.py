"""Which system is measured, and the files in which a language model's calls are kept."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from evals.results import PLUMBLINE, PLUMBLINE_LLM
from service.domain.ports import LanguageModel
from service.errors import InputError


class System(StrEnum):
    """What is measured beside the baselines."""

    PLUMBLINE = PLUMBLINE
    PLUMBLINE_LLM = PLUMBLINE_LLM


class ModelFiles(NamedTuple):
    """Where calls are written to and replies read from.

    Attributes:
        record: Gets every call with its reply.
        replay: Such a file, which replies in the model's place.
        batch_out: Gets the calls without a reply, in the OpenAI Batch JSONL format.
        batch_in: The replies to such a file.
    """

    record: Path | None = None
    replay: Path | None = None
    batch_out: Path | None = None
    batch_in: Path | None = None

    @property
    def any_given(self) -> bool:
        """Whether there is one at all."""
        return any(self)


NO_FILES = ModelFiles()


@dataclass(frozen=True)
class Asked:
    """What a command is to measure: with a language model or without, and with which files."""

    system: System = System.PLUMBLINE
    files: ModelFiles = NO_FILES


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "system": (
        Annotated[System, typer.Option(help="plumbline+llm: measure both, and compare.")],
        System.PLUMBLINE,
    ),
    "record": (
        Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the model's replies.")],
        None,
    ),
    "replay": (
        Annotated[Path | None, typer.Option(metavar="FILE", help="Reply from such a file.")],
        None,
    ),
    "batch_out": (
        Annotated[
            Path | None,
            typer.Option(metavar="FILE", help="Write calls without a reply (OpenAI Batch JSONL)."),
        ],
        None,
    ),
    "batch_in": (
        Annotated[Path | None, typer.Option(metavar="FILE", help="Read a batch's replies.")],
        None,
    ),
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
        system, *files = (values.pop(name) for name in _OPTIONS)
        command(**values, asked=Asked(system, ModelFiles(*files)))

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


def model_from_files(
    record: Path | None,
    replay: Path | None,
    batch_out: Path | None,
    batch_in: Path | None,
    inner: LanguageModel | None,
) -> LanguageModel | None:
    """Stands in for the function of this name in ``service.cli`` until it is there.

    Raises:
        InputError: A file is given.
    """
    if any((record, replay, batch_out, batch_in)):
        raise InputError("calls of a language model cannot be kept in files yet")
    return inner
