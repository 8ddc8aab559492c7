"""What a task measured: numbers with intervals for machines, and what a reader of them needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from evals.llm_sessions import LlmSessions
from evals.metrics.calibration_error import Reliability
from service.bootstrap import Application
from service.domain.llm import Failure

#: The system under test; every other one is a baseline.
PLUMBLINE = "plumbline"
#: The same with a language model.
PLUMBLINE_LLM = "plumbline+llm"
#: What the former adds to the latter.
DIFFERENCE = f"{PLUMBLINE_LLM} - {PLUMBLINE}"
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


class ModelUse(BaseModel):
    """What a language model did in a run.

    Attributes:
        model: Name of the model, as configured.
        queries: Answers or audits that it had a part in.
        calls_per_query: Mean.
        input_tokens_per_query: Mean.
        output_tokens_per_query: Mean.
        tokens_per_query: Mean of both together.
        seconds_per_query: Mean of all calls' seconds, which may run side by side.
        cost_per_query: In the currency of the configured prices; None while there are none.
        cached_calls: Calls that a cache or a recording replied to.
        failures: Failed calls by why.
        rejected: Parts of replies that were thrown away, by why.
        unanswered: Calls that a recording or batch has no reply to yet, each counted once. While
            there are any, the run is unfinished and its scores are not final.
        prompts: Version and beginning of the hash of every prompt that was sent, by task.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    queries: int
    calls_per_query: float
    input_tokens_per_query: float
    output_tokens_per_query: float
    tokens_per_query: float
    seconds_per_query: float
    cost_per_query: float | None = None
    cached_calls: int
    failures: dict[Failure, int]
    rejected: dict[str, int]
    unanswered: int
    prompts: dict[str, str]


class Result(BaseModel):
    """One task on one dataset; the shape of ``--json`` and of ``baselines.json``.

    Attributes:
        task: Name of the task.
        dataset: Name of the dataset's folder, or of its file without ending.
        systems: Estimates by system and metric.
        library_version: Version of the KPI library that was measured.
        model: Name and hash of the embedding model that was measured.
        n: Number of cases: queries, goals, texts, KPIs or organisations.
        differences: ``plumbline+llm`` minus ``plumbline`` by metric, on the same resamples; None
            when only one of them was measured to the end.
        llm: What a language model did; None when none took part.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    dataset: str
    systems: dict[str, dict[str, Estimate]]
    library_version: str
    model: str
    n: int
    differences: dict[str, Estimate] | None = None
    llm: ModelUse | None = None

    @property
    def columns(self) -> dict[str, dict[str, Estimate]]:
        """What a table shows beside each other: the systems, and the difference of two."""
        if self.differences is None:
            return self.systems
        return {**self.systems, DIFFERENCE: self.differences}

    def as_json(self) -> dict[str, Any]:
        """For a file; what a language model would add is left out when none took part."""
        return self.model_dump(mode="json", exclude_none=True)


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
        resting_on_model: Systems whose scores rest on a language model's replies.
    """

    result: Result
    method: str
    notes: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    distributions: Mapping[str, Mapping[str, NDArray[np.float64]]] = field(default_factory=dict)
    reliability: Reliability | None = None
    resting_on_model: frozenset[str] = frozenset({PLUMBLINE_LLM})


@dataclass(frozen=True)
class Run:
    """A task on a dataset that is loaded and checked, ready to be measured.

    Attributes:
        task: Name of the task.
        dataset: Name of the dataset.
        evaluate: Measures ``plumbline`` and the baselines.
        with_model: The same and ``plumbline+llm``; None when a language model has no part in
            what is measured.
    """

    task: str
    dataset: str
    evaluate: Callable[[Application], Evaluation]
    with_model: Callable[[Application, LlmSessions], Evaluation] | None = None


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
