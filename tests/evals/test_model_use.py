"""What a language model did, summed over a run."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from evals.model_use import in_words, model_use, with_use
from evals.results import Estimate, Evaluation, Result
from service.domain.llm import CallRecord, Failure, LlmUse, Prices, Task

ESTIMATE = Estimate(value=0.5, low=0.4, high=0.6)


def call(tokens: int = 1_000, **changes: object) -> CallRecord:
    return CallRecord(
        Task.RERANK,
        3,
        "abcdef0123456789" * 4,
        "m",
        input_tokens=tokens,
        output_tokens=tokens // 10,
        seconds=1.5,
        **changes,  # type: ignore[arg-type]
    )


def use(*calls: CallRecord, prices: Prices | None = None, **rejected: int) -> LlmUse:
    return LlmUse("fake:m", calls, Counter(rejected), prices)


def evaluation() -> Evaluation:
    systems = {"plumbline": {"m": ESTIMATE}, "plumbline+llm": {"m": ESTIMATE}}
    result = Result(
        task="t",
        dataset="d",
        systems=systems,
        library_version="l",
        model="e",
        n=2,
        differences={"m": ESTIMATE},
    )
    values = {"m": {"plumbline+llm": np.zeros(2)}}
    return Evaluation(result, "method", notes=("first",), distributions=values)


def test_all_is_counted_by_query() -> None:
    uses = [
        use(call(), call(cached=True), prices=Prices(2.0, 10.0), markup=2),
        use(call(0, failure=Failure.TIMEOUT), prices=Prices(2.0, 10.0), markup=1),
    ]
    found = model_use("fake:m", uses, 0)
    assert (found.queries, found.calls_per_query) == (2, 1.5)
    assert (found.input_tokens_per_query, found.output_tokens_per_query) == (1_000, 100)
    assert (found.tokens_per_query, found.seconds_per_query) == (1_100, 2.25)
    assert found.cost_per_query == pytest.approx((2_000 * 2 + 200 * 10) / 1e6 / 2)
    assert (found.failures, found.rejected) == ({"timeout": 1}, {"markup": 3})
    assert (found.cached_calls, found.prompts) == (1, {"rerank": "version 3, abcdef012345"})


def test_a_cost_is_not_made_up() -> None:
    assert model_use("fake:m", [use(call())], 0).cost_per_query is None
    mixed = [use(call()), use(call(), prices=Prices(1.0, 1.0))]
    assert model_use("fake:m", mixed, 0).cost_per_query is None
    text = " ".join(in_words(model_use("fake:m", [use(call())], 0)))
    assert "cost" not in text
    assert "1.00 calls, 1,000 tokens read and 100 written" in text


def test_a_finished_run_says_what_the_model_did() -> None:
    found = with_use(evaluation(), model_use("fake:m", [use(call())], 0))
    assert list(found.result.systems) == ["plumbline", "plumbline+llm"]
    assert found.result.differences == {"m": ESTIMATE}
    assert found.notes[0] == "first"
    assert found.notes[1].startswith("plumbline+llm asked fake:m; for each of 1 queries")
    written = found.result.as_json()
    assert written["llm"]["calls_per_query"] == 1
    assert "cost_per_query" not in written["llm"]


def test_scores_of_an_unfinished_run_are_not_called_final() -> None:
    found = with_use(evaluation(), model_use("fake:m", [use(call())], 7))
    assert list(found.result.systems) == ["plumbline", "plumbline+llm (unfinished)"]
    assert list(found.distributions["m"]) == ["plumbline+llm (unfinished)"]
    assert found.result.differences is None
    assert found.notes[-1].startswith("UNFINISHED: 7 calls have no reply yet")
    assert found.result.as_json()["llm"]["unanswered"] == 7
