"""Does the audit call measurable what readers called measurable?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.loading.labelled_texts import MeasurableText, read_measurable_texts
from evals.metrics.f1 import f1
from evals.metrics.precision import precision
from evals.metrics.recall import recall
from evals.results import PLUMBLINE, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from service.audit.measurability import is_measurable
from service.bootstrap import Application
from service.understanding.objective import read_objective

TASK = "measurability"
METHOD = (
    "Each text is read and judged by the production rule. has_number calls every text with a "
    "digit measurable, always every text. Precision, recall and F1 are of the label measurable. "
    "Texts are resampled."
)
SYSTEMS: dict[str, Callable[[str], bool]] = {
    PLUMBLINE: lambda text: is_measurable(read_objective(text, TODAY)),
    "has_number": lambda text: any(character.isdigit() for character in text),
    "always": lambda text: True,
}


def run_on(path: Path) -> Run:
    """The task on the file.

    Raises:
        InputError: The dataset is malformed.
    """
    texts = read_measurable_texts(path)
    return Run(TASK, path.stem, partial(evaluate, texts, path.stem))


def evaluate(texts: Sequence[MeasurableText], name: str, application: Application) -> Evaluation:
    """Judge every text by every system."""
    actual = np.array([text.measurable for text in texts])
    judged = {
        system: np.array([judge(text.text) for text in texts]) for system, judge in SYSTEMS.items()
    }
    wrong = [
        (text.text, "measurable" if text.measurable else "not measurable")
        for text, prediction in zip(texts, judged[PLUMBLINE], strict=True)
        if text.measurable != prediction
    ]
    measured: dict[str, dict[str, Statistic]] = {
        system: {
            "precision": partial(precision, hits=actual & predicted, predicted=predicted),
            "recall": partial(recall, hits=actual & predicted, actual=actual),
            "f1": partial(f1, hits=actual & predicted, predicted=predicted, actual=actual),
        }
        for system, predicted in judged.items()
    }
    return Evaluation(
        summarise(TASK, name, application, measured, np.zeros(len(texts))),
        METHOD,
        listings=(Listing("Judged otherwise than labelled", ("text", "label"), tuple(wrong)),),
    )
