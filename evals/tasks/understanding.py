"""Is every slot of an objective read as a careful reader reads it?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.loading.labelled_texts import LabelledQuantity, UnderstoodText, read_understood_texts
from evals.metrics.mean import mean
from evals.results import PLUMBLINE, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.bootstrap import Application
from service.domain.objective import Objective, Quantity, TargetQuantity
from service.understanding.objective import read_objective

TASK = "understanding"
TOLERANCE = 0.01
METHOD = (
    "Each text is read by the production code. A slot is right when it is null exactly where the "
    "label is, direction, unit, kind and deadline agree, and values are within 1%. "
    "says_nothing leaves every slot null. Texts are resampled."
)


def run_on(path: Path, today: date = TODAY) -> Run:
    """The task on the file, read on a day.

    Raises:
        InputError: The dataset is malformed.
    """
    texts = read_understood_texts(path)
    return Run(TASK, path.stem, partial(evaluate, texts, path.stem, today))


def evaluate(
    texts: Sequence[UnderstoodText], name: str, today: date, application: Application
) -> Evaluation:
    """Read every text and compare it slot by slot."""
    systems: dict[str, Callable[[str], Objective]] = {
        PLUMBLINE: lambda text: read_objective(text, today),
        "says_nothing": Objective,
    }
    read = {system: [reader(text.text) for text in texts] for system, reader in systems.items()}
    right = {
        system: {
            slot: np.array([same(r, t) for r, t in zip(readings, texts, strict=True)])
            for slot, same in SLOTS.items()
        }
        for system, readings in read.items()
    }
    measured: dict[str, dict[str, Statistic]] = {
        system: {slot: partial(mean, values=values) for slot, values in slots.items()}
        for system, slots in right.items()
    }
    wrong = [
        (text.text, slot, _shown(getattr(text, slot)), _shown(getattr(reading, slot)))
        for at, (text, reading) in enumerate(zip(texts, read[PLUMBLINE], strict=True))
        for slot, values in right[PLUMBLINE].items()
        if not values[at]
    ]
    return Evaluation(
        summarise(TASK, name, application, measured, np.zeros(len(texts))),
        METHOD,
        listings=(Listing("Read otherwise", ("text", "slot", "label", "read"), tuple(wrong)),),
    )


def _same_quantity(read: Quantity | TargetQuantity | None, label: LabelledQuantity | None) -> bool:
    if read is None or label is None:
        return read is None and label is None
    return read.unit == label.unit and math.isclose(read.value, label.value, rel_tol=TOLERANCE)


def _same_baseline(read: Objective, label: UnderstoodText) -> bool:
    return _same_quantity(read.baseline, label.baseline)


def _same_target(read: Objective, label: UnderstoodText) -> bool:
    if read.target and label.target and read.target.kind != label.target.kind:
        return False
    return _same_quantity(read.target, label.target)


SLOTS: dict[str, Callable[[Objective, UnderstoodText], bool]] = {
    "direction": lambda read, label: read.direction == label.direction,
    "baseline": _same_baseline,
    "target": _same_target,
    "deadline": lambda read, label: read.deadline == label.deadline,
}


def _shown(value: object) -> str:
    if value is None:
        return "null"
    parts = (getattr(value, name, None) for name in ("value", "unit", "kind"))
    return " ".join(str(part) for part in parts if part is not None) or str(value)
