"""Which of many candidates a language model finds worth adopting, from one call for all of them.

Listwise ranking of a pool by short aliases, as in RankGPT (Sun et al., 2023), with grades instead
of a bare order, and in two orders, because models favour what stands first (Tang et al., 2024,
"Found in the Middle").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from prompts.fences import data_lines
from prompts.loader import Rendered, load
from service.domain.indicator import Indicator
from service.domain.llm import Task
from service.llm.headings import heading
from service.llm.packing import MOST_TOKENS, fitted, shown
from service.llm.session import LlmSession, call_for, tokens_in

MOST_OUTPUT_TOKENS = 1_500
#: What the first of a grade is worth, by what the prompt says of it: a 2 belongs on the scorecard,
#: a 1 only when nothing better is there. The last is worth almost a step less. Of 660 candidates
#: that readers had graded for ``evals/datasets/gold/test``, those that a large model gave 3, 2, 1
#: and nothing were useful in 98, 68, 12 and 0.4 of a hundred cases.
WORTH: Mapping[int, float] = {3: 1.0, 2: 5 / 6, 1: 2 / 6, 0: 0.0}
_STEP = 1 / 6
#: Characters of the texts that are not cut to fit.
_OBJECTIVE, _PARENT = 2_000, 500
#: Of a name; less when there are many long ones.
_NAME = 400

#: How much worth adopting each candidate is by one reply, in (0, 1], by its position among those
#: that were given; what is missing was not chosen.
Ballot = Mapping[int, float]


class GradedKpi(BaseModel):
    """One candidate that is worth adopting."""

    model_config = ConfigDict(extra="forbid")

    id: str
    grade: int


class RerankReply(BaseModel):
    """The candidates worth adopting, best first."""

    model_config = ConfigDict(extra="forbid")

    graded: list[GradedKpi]


def rerank(
    session: LlmSession, objective: str, candidates: Sequence[Indicator], parent: str = ""
) -> list[Ballot]:
    """A model's ballots on candidates, none when it did not answer.

    The candidates are shown as they come and, when the budget allows, in reverse in a second call
    beside it. Aliases go by the place in the list, so they differ between the two.

    Args:
        session: Whom to ask.
        objective: The planner's words.
        candidates: Best first; at most 100.
        parent: The goal above the objective.
    """
    if not candidates:
        return []
    forward = list(range(len(candidates)))
    orders = [forward, forward[::-1]]
    calls = [
        call_for(
            Task.RERANK,
            rerank_prompt(objective, [candidates[at] for at in order], parent),
            RerankReply,
            MOST_OUTPUT_TOKENS,
        )
        for order in orders
    ]
    replies = session.ask_all(session.affordable(calls))
    return [
        _ballot(session, reply, order)
        for reply, order in zip(replies, orders, strict=False)
        if reply is not None
    ]


def rerank_prompt(objective: str, candidates: Sequence[Indicator], parent: str = "") -> Rendered:
    """The prompt, with definitions, then names, cut so that it stays within ``MOST_TOKENS``."""
    texts = {"objective": shown(objective, _OBJECTIVE), "parent": shown(parent, _PARENT)}
    prompt = load(Task.RERANK)

    def rendered(names: Sequence[str], definitions: Sequence[str]) -> Rendered:
        return prompt.render(**texts, candidates=_lines(candidates, names, definitions))

    none = [""] * len(candidates)
    bare = rendered(none, none)
    # A token a candidate for what stands between name and definition.
    room = MOST_TOKENS - tokens_in(bare.system + bare.user) - len(candidates)
    names = fitted([candidate.name for candidate in candidates], room, _NAME)
    room -= sum(map(tokens_in, names))
    return rendered(names, fitted([candidate.definition for candidate in candidates], room))


def _lines(
    candidates: Sequence[Indicator], names: Sequence[str], definitions: Sequence[str]
) -> str:
    headings = [heading(*named) for named in zip(candidates, names, strict=True)]
    return data_lines(
        (_alias(place), ": ".join(filter(None, (head, definition))))
        for place, (head, definition) in enumerate(zip(headings, definitions, strict=True))
    )


def _alias(place: int) -> str:
    return f"K{place + 1}"


def _ballot(session: LlmSession, reply: RerankReply, order: Sequence[int]) -> Ballot:
    """What a reply says of the candidates, whatever of it can be used.

    Candidates of one grade count by the place in which they are named.
    """
    positions = {_alias(place): position for place, position in enumerate(order)}
    grades: dict[int, int] = {}
    for graded in reply.graded:
        position = positions.get(graded.id.strip())
        if position is None:
            session.reject("unknown id")
        elif position in grades:
            session.reject("id named twice")
        elif graded.grade not in WORTH:
            session.reject("unknown grade")
        elif graded.grade:
            grades[position] = graded.grade
    best_first = sorted(grades, key=lambda position: -grades[position])
    return {
        position: WORTH[grades[position]] - _STEP * place / len(best_first)
        for place, position in enumerate(best_first)
    }
