"""What a language model did in a run, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from evals.results import PLUMBLINE_LLM, Evaluation, ModelUse
from service.domain.llm import Failure, LlmUse

NO_PART = "A language model has no part in this task; plumbline alone was measured."
#: Behind a system's name while calls wait for a reply, so that nobody takes its scores for final.
UNFINISHED = " (unfinished)"
_SHOWN_OF_HASH = 12

Value = TypeVar("Value")


def model_use(name: str, uses: Sequence[LlmUse], unanswered: int) -> ModelUse:
    """The sum of what was done for every query.

    Args:
        name: Of the model.
        uses: One a query.
        unanswered: Number of calls without a reply yet.
    """
    calls = [call for use in uses for call in use.calls]
    queries = max(1, len(uses))
    costs = [use.cost for use in uses]
    known = [cost for cost in costs if cost is not None]
    tokens_in = sum(use.input_tokens for use in uses) / queries
    tokens_out = sum(use.output_tokens for use in uses) / queries
    return ModelUse(
        model=name,
        queries=len(uses),
        calls_per_query=len(calls) / queries,
        input_tokens_per_query=tokens_in,
        output_tokens_per_query=tokens_out,
        tokens_per_query=tokens_in + tokens_out,
        seconds_per_query=sum(call.seconds for call in calls) / queries,
        cost_per_query=sum(known) / queries if known and len(known) == len(costs) else None,
        cached_calls=sum(call.cached for call in calls),
        failures=dict(Counter(call.failure for call in calls if call.failure)),
        rejected=dict(sum((use.rejected for use in uses), Counter())),
        unanswered=unanswered,
        prompts={
            call.task: f"version {call.prompt_version}, {call.prompt_sha256[:_SHOWN_OF_HASH]}"
            for call in calls
        },
    )


def with_use(evaluation: Evaluation, use: ModelUse) -> Evaluation:
    """The evaluation with what the model did; its scores are marked while calls are unanswered."""
    result = evaluation.result.model_copy(update={"llm": use})
    notes = (*evaluation.notes, *in_words(use), *_what_is_left(use))
    if not use.unanswered:
        return replace(evaluation, result=result, notes=notes)

    def marked(systems: Mapping[str, Value]) -> dict[str, Value]:
        resting = evaluation.resting_on_model
        return {name + UNFINISHED * (name in resting): of for name, of in systems.items()}

    unfinished = {"differences": None, "systems": marked(result.systems)}
    return replace(
        evaluation,
        result=result.model_copy(update=unfinished),
        notes=notes,
        distributions={metric: marked(of) for metric, of in evaluation.distributions.items()},
    )


def in_words(use: ModelUse, whose: str = PLUMBLINE_LLM) -> Iterable[str]:
    """What a reader must know of it, one sentence or two a line."""
    if not use.queries:
        return
    cost = "" if use.cost_per_query is None else f", cost {use.cost_per_query:.6f}"
    calls = round(use.calls_per_query * use.queries)
    yield (
        f"{whose} asked {use.model}; for each of {use.queries} queries "
        f"{use.calls_per_query:.2f} calls, {use.input_tokens_per_query:,.0f} tokens read and "
        f"{use.output_tokens_per_query:,.0f} written, {use.seconds_per_query:.1f} s{cost}. "
        f"{use.cached_calls} of {calls} calls were answered by a cache or a recording."
    )
    if use.failures:
        yield f"Failed calls, whose answers are the embedded ones: {_counted(use.failures)}."
    if use.rejected:
        yield f"Parts of replies that were thrown away: {_counted(use.rejected)}."


def _what_is_left(use: ModelUse) -> Iterable[str]:
    if use.unanswered:
        yield (
            f"UNFINISHED: {use.unanswered} calls have no reply yet, and what hangs on their "
            "replies was not asked. No score with the model is final. Repeat the command with "
            "--batch-out and --batch-in, or record once more, until no call is left."
        )


def _counted(times: Mapping[Failure, int] | Mapping[str, int]) -> str:
    return ", ".join(f"{why} {n}" for why, n in sorted(times.items()))
