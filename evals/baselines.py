"""Committed results that a change may not fall below."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.results import LOWER_IS_BETTER, PLUMBLINE, Result
from service.errors import InputError, UnreadableFile

FILE = Path(__file__).with_name("baselines.json")
#: Room for float32 sums that differ between machines.
ROUNDING = 1e-6
_RESULTS = TypeAdapter(list[Result])


def read_baselines(file: Path = FILE) -> list[Result]:
    """The committed results.

    Raises:
        UnreadableFile: There is no such file.
        InputError: It does not hold results.
    """
    try:
        return _RESULTS.validate_json(file.read_bytes())
    except OSError as error:
        message = "cannot be read; write it by `python -m evals accept`"
        raise UnreadableFile(message, where=str(file)) from error
    except ValidationError as error:
        raise InputError(error.errors()[0]["msg"], where=str(file)) from error


def write_baselines(results: Sequence[Result], file: Path = FILE) -> None:
    """Commit results anew."""
    content = [result.as_json() for result in results]
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def regressions(committed: Sequence[Result], measured: Sequence[Result]) -> Iterator[str]:
    """Every metric of plumbline that left its committed interval on the bad side.

    A value counts as worse below ``low``, or above ``high`` where lower is better. A metric
    that is no longer measured counts as worse too. Baseline systems are not judged.
    """
    by_name = {(result.task, result.dataset): result for result in measured}
    for result in committed:
        now = by_name.get((result.task, result.dataset))
        values = now.systems.get(PLUMBLINE, {}) if now else {}
        for metric, before in result.systems.get(PLUMBLINE, {}).items():
            place = f"{result.task} {result.dataset} {metric}"
            if metric not in values:
                yield f"{place}: no longer measured"
                continue
            value = values[metric].value
            if metric in LOWER_IS_BETTER:
                if value > before.high + ROUNDING:
                    yield f"{place}: {value:.3f} is above {before.high:.3f}"
            elif value < before.low - ROUNDING:
                yield f"{place}: {value:.3f} is below {before.low:.3f}"
