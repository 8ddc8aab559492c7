"""A language model as judge of recommended KPIs, for evaluations alone.

Pointwise with a rubric, and pairwise in random order (Zheng et al., 2023, "Judging LLM-as-a-judge",
who found that judges prefer what stands first). It is itself measured against grades of readers;
see ``evals.tasks.judge``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict

from prompts.fences import data_lines, one_line
from prompts.loader import Rendered, load
from service.domain.indicator import Indicator
from service.domain.llm import Task
from service.domain.recommendation import RecommendedKpi
from service.llm.checks import has_markup
from service.llm.headings import heading
from service.llm.packing import shown
from service.llm.session import LlmSession, call_for

WORST_SCORE, BEST_SCORE = 1, 5
MOST_OUTPUT_TOKENS = 400
#: Characters of what is shown, and of a reason.
_OBJECTIVE, _NAME, _GUARD, _DEFINITION, _TARGET, _REASON = 2_000, 120, 120, 300, 300, 400
#: KPIs of a set, and guards of a KPI.
_MOST_KPIS, _MOST_GUARDS = 12, 3


class PointwiseReply(BaseModel):
    """What the model says of one set."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    passed: bool
    score: int


class PairwiseReply(BaseModel):
    """Which of two sets the model prefers."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    winner: Literal["first", "second", "tie"]


@dataclass(frozen=True)
class JudgedKpi:
    """A KPI of a set as the judge sees it, whoever offers it.

    Attributes:
        indicator: The KPI.
        target: What to reach, in words; empty when nothing is said.
        guards: Names of what would show that it is gamed.
    """

    indicator: Indicator
    target: str = ""
    guards: tuple[str, ...] = ()

    @classmethod
    def of(cls, kpi: RecommendedKpi) -> JudgedKpi:
        """One of a recommendation."""
        return cls(
            kpi.indicator, kpi.target.sentence, tuple(name for _, name in kpi.counter_metrics)
        )


@dataclass(frozen=True)
class Verdict:
    """What the judge says of one set.

    Attributes:
        reason: Why, in the model's words; empty when they were not fit to be shown.
        passed: Whether a planner could adopt the set.
        score: From 1 to 5.
    """

    reason: str
    passed: bool
    score: int


@dataclass(frozen=True)
class Preference:
    """Which of two sets the judge prefers.

    Attributes:
        reasons: Why, one an order in which they were shown.
        share: 1 when it prefers ours, 0 theirs, 0.5 neither, or each once when asked in both
            orders.
    """

    reasons: tuple[str, ...]
    share: float


def judge_pointwise(
    session: LlmSession, objective: str, answers: Sequence[Sequence[JudgedKpi]]
) -> list[Verdict | None]:
    """The verdict on each of several sets, asked side by side; None where none came.

    Args:
        session: Whom to ask.
        objective: The planner's words.
        answers: Sets of at least one KPI, each best first. The judge sees one at a time.
    """
    calls = [
        call_for(
            Task.JUDGE_POINTWISE,
            pointwise_prompt(objective, answer),
            PointwiseReply,
            MOST_OUTPUT_TOKENS,
        )
        for answer in answers
    ]
    return [_verdict(session, reply) if reply else None for reply in session.ask_all(calls)]


def judge_pairwise(
    session: LlmSession,
    objective: str,
    ours: Sequence[JudgedKpi],
    theirs: Sequence[JudgedKpi],
    seed: int = 0,
    both_orders: bool = False,
) -> Preference | None:
    """Which of two sets the model prefers; None when it did not say.

    Args:
        session: Whom to ask.
        objective: The planner's words.
        ours: One set, at least one KPI.
        theirs: The other, likewise.
        seed: With the objective, decides which set stands first.
        both_orders: Ask a second time with the sets changed about, so that a preference for a
            place cancels out; when one of the two replies is missing, so is the preference.
    """
    ours_first = Random(f"{seed} {objective}").random() < 0.5
    orders = [ours_first, not ours_first] if both_orders else [ours_first]
    calls = [
        call_for(
            Task.JUDGE_PAIRWISE,
            pairwise_prompt(objective, *((ours, theirs) if first else (theirs, ours))),
            PairwiseReply,
            MOST_OUTPUT_TOKENS,
        )
        for first in orders
    ]
    replies = [reply for reply in session.ask_all(calls) if reply is not None]
    if len(replies) < len(orders):
        return None
    shares = [_share(reply, first) for reply, first in zip(replies, orders, strict=True)]
    reasons = tuple(_reason(session, reply.reason) for reply in replies)
    return Preference(reasons, sum(shares) / len(shares))


def pointwise_prompt(objective: str, answer: Sequence[JudgedKpi]) -> Rendered:
    """The prompt exactly as it is sent."""
    prompt = load(Task.JUDGE_POINTWISE)
    return prompt.render(objective=objective[:_OBJECTIVE], answer=_lines(answer))


def pairwise_prompt(
    objective: str, first: Sequence[JudgedKpi], second: Sequence[JudgedKpi]
) -> Rendered:
    """The prompt exactly as it is sent."""
    prompt = load(Task.JUDGE_PAIRWISE)
    return prompt.render(
        objective=objective[:_OBJECTIVE], first=_lines(first), second=_lines(second)
    )


def _lines(answer: Sequence[JudgedKpi]) -> str:
    places = enumerate(answer[:_MOST_KPIS], start=1)
    return data_lines((str(place), _line(kpi)) for place, kpi in places)


def _line(kpi: JudgedKpi) -> str:
    name, definition = kpi.indicator.name, kpi.indicator.definition
    line = f"{heading(kpi.indicator, shown(name, _NAME))}: {definition[:_DEFINITION]}"
    if kpi.target:
        line += f" Target: {kpi.target[:_TARGET]}"
    if kpi.guards:
        line += f" Guarded by: {', '.join(guard[:_GUARD] for guard in kpi.guards[:_MOST_GUARDS])}"
    return line


def _verdict(session: LlmSession, reply: PointwiseReply) -> Verdict | None:
    if not WORST_SCORE <= reply.score <= BEST_SCORE:
        session.reject("score outside 1 to 5")
        return None
    return Verdict(_reason(session, reply.reason), reply.passed, reply.score)


def _reason(session: LlmSession, reason: str) -> str:
    """What may be shown of it: a judge that was talked into something may quote anything."""
    if has_markup(reason):
        session.reject("markup")
        return ""
    return one_line(reason)[:_REASON]


def _share(reply: PairwiseReply, ours_first: bool) -> float:
    if reply.winner == "tie":
        return 0.5
    return float((reply.winner == "first") is ours_first)
