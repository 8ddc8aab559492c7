"""What a task measured: numbers with intervals for machines, and what a reader of them needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from evals.metrics.calibration_error import Reliability
from service.bootstrap import Application

#: The system under test; every other one is a baseline.
PLUMBLINE = "plumbline"
#: Of every other metric more is better.
LOWER_IS_BETTER = frozenset(
    {
        "brier",
        "calibration_error",
        "objectives_abstained",
        "rejected_again_first6",
        "rejected_first6",
        "traps_found",
    }
)


class Estimate(BaseModel):
    """A metric's value with its 95% interval."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float
    low: float
    high: float


class Result(BaseModel):
    """One task on one dataset; the shape of ``--json`` and of ``baselines.json``.

    Attributes:
        task: Name of the task.
        dataset: Name of the dataset's folder, or of its file without ending.
        systems: Estimates by system and metric.
        library_version: Version of the KPI library that was measured.
        model: Name and hash of the embedding model that was measured.
        n: Number of cases: queries, goals, texts, KPIs or organisations.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    dataset: str
    systems: dict[str, dict[str, Estimate]]
    library_version: str
    model: str
    n: int


#: A cell of a listing: a text, or several below each other.
Cell = str | tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """Single cases worth reading, such as the worst queries."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Evaluation:
    """A result with what explains it.

    Attributes:
        result: The numbers.
        method: How they were measured.
        notes: What a reader must know about this run, such as cases left out.
        listings: Single cases.
        distributions: Values of every case by metric and system, where a case has one.
        reliability: How far stated probabilities are from what is so.
    """

    result: Result
    method: str
    notes: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    distributions: Mapping[str, Mapping[str, NDArray[np.float64]]] = field(default_factory=dict)
    reliability: Reliability | None = None


@dataclass(frozen=True)
class Run:
    """A task on a dataset that is loaded and checked, ready to be measured."""

    task: str
    dataset: str
    evaluate: Callable[[Application], Evaluation]


@dataclass(frozen=True)
class Ratio:
    """One comparison.

    Attributes:
        name: What is compared.
        seconds: Ours, median.
        reference_seconds: What it is compared with, median.
        value: The ratio in the form in which the bound is stated.
        bound: What it must reach, in words; empty when none is set.
    """

    name: str
    seconds: float
    reference_seconds: float
    value: float
    bound: str = ""
