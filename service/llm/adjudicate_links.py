"""Which objectives goals directly serve, by a language model's reading; many goals in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from prompts.fences import data_lines
from prompts.loader import Rendered, load
from service.domain.llm import Task
from service.llm.checks import quoted
from service.llm.packing import cell, each_once, most_calls, packed, replies, shown
from service.llm.session import LlmSession, call_for
from service.llm.sureness import Sure, sureness

#: Calls for each hundred goals of a set, and goals in a call: with more, small models skip some.
CALLS_PER_HUNDRED = 5
GOALS_PER_CALL = 25
MOST_OUTPUT_TOKENS = 2_500
#: Of the session's tokens: findings and rewrites come after.
SHARE = 0.5
#: A goal that serves more than these directly is a goal that nobody has read.
MOST_SERVED = 3
#: Characters shown of each text.
_GOAL, _OBJECTIVE, _PARENT = 400, 300, 150


@dataclass(frozen=True)
class LinkQuestion:
    """A goal, and what it may serve.

    Attributes:
        goal: Its owner's words.
        offered: Positions of the objectives that may be named.
        declared: Positions of those that it is declared under.
        parent: The words of the goal that it is declared under; empty without one.
    """

    goal: str
    offered: tuple[int, ...]
    declared: tuple[int, ...] = ()
    parent: str = ""


@dataclass(frozen=True)
class LinkVote:
    """What a model says of a goal.

    Attributes:
        serves: Positions of the objectives that it directly serves, best first; may be empty.
        sure: How sure the model says it is.
        goal_quote: Words of the goal.
        objective_quote: Words of the first objective; empty when it serves none.
    """

    serves: tuple[int, ...]
    sure: Sure
    goal_quote: str
    objective_quote: str = ""


class LinkReply(BaseModel):
    """What is replied of one goal."""

    model_config = ConfigDict(extra="forbid")

    id: str
    serves: list[str]
    sure: str
    goal_quote: str
    objective_quote: str


class AdjudicateLinksReply(BaseModel):
    """One part a goal."""

    model_config = ConfigDict(extra="forbid")

    goals: list[LinkReply]


@dataclass(frozen=True)
class _Sheet:
    """One call's questions, by position, and the objectives shown with them, in their order."""

    questions: tuple[int, ...]
    objectives: tuple[int, ...]


def adjudicate_links(
    session: LlmSession, questions: Sequence[LinkQuestion], objectives: Sequence[str], goals: int
) -> dict[int, LinkVote]:
    """Votes by position of their question; a goal of which nothing usable was said has none.

    Args:
        session: Whom to ask.
        questions: Those that matter most first, as the budget may not reach to the last.
        objectives: The strategy's texts.
        goals: How many the audited set has, which bounds the number of calls.
    """
    if not questions or not session.does(Task.ADJUDICATE_LINKS):
        return {}
    sheets = _sheets(questions, objectives)
    calls = [
        call_for(
            Task.ADJUDICATE_LINKS,
            _prompt(questions, objectives, sheet),
            AdjudicateLinksReply,
            MOST_OUTPUT_TOKENS,
        )
        for sheet in sheets
    ]
    return {
        question: vote
        for number, reply in replies(session, calls, most_calls(CALLS_PER_HUNDRED, goals), SHARE)
        for question, vote in _votes(session, reply, questions, objectives, sheets[number])
    }


def links_prompts(
    questions: Sequence[LinkQuestion], objectives: Sequence[str]
) -> tuple[Rendered, ...]:
    """The prompts of all calls that the questions would take."""
    return tuple(_prompt(questions, objectives, s) for s in _sheets(questions, objectives))


def _sheets(questions: Sequence[LinkQuestion], objectives: Sequence[str]) -> list[_Sheet]:
    texts = {at: cell(text, _OBJECTIVE) for at, text in enumerate(objectives)}
    # Aliases of any call are no longer than those of the whole.
    lines = [_line(question, {at: f"O{at + 1}" for at in texts}) for question in questions]
    needs = [question.offered for question in questions]
    return [
        _Sheet(tuple(group), tuple(sorted({o for at in group for o in needs[at]})))
        for group in packed(Task.ADJUDICATE_LINKS, lines, needs, texts, GOALS_PER_CALL)
    ]


def _prompt(
    questions: Sequence[LinkQuestion], objectives: Sequence[str], sheet: _Sheet
) -> Rendered:
    aliases = {at: f"O{number}" for number, at in enumerate(sheet.objectives, 1)}
    return load(Task.ADJUDICATE_LINKS).render(
        objectives=data_lines(
            (alias, cell(objectives[at], _OBJECTIVE)) for at, alias in aliases.items()
        ),
        goals=data_lines(
            (f"G{number}", _line(questions[at], aliases))
            for number, at in enumerate(sheet.questions, 1)
        ),
    )


def _line(question: LinkQuestion, aliases: dict[int, str]) -> str:
    parts = [cell(question.goal, _GOAL)]
    declared = [aliases[at] for at in question.declared if at in aliases]
    if declared:
        parts.append(f"declared under {' '.join(declared)}")
    if question.parent:
        parts.append(f"part of: {cell(question.parent, _PARENT)}")
    if set(question.offered) != set(aliases):
        parts.append(f"choose among {' '.join(aliases[at] for at in sorted(question.offered))}")
    return " | ".join(parts)


def _votes(
    session: LlmSession,
    reply: AdjudicateLinksReply,
    questions: Sequence[LinkQuestion],
    objectives: Sequence[str],
    sheet: _Sheet,
) -> Iterator[tuple[int, LinkVote]]:
    asked = {f"G{number}": at for number, at in enumerate(sheet.questions, 1)}
    column_of = {f"O{number}": at for number, at in enumerate(sheet.objectives, 1)}
    for at, part in each_once(session, asked, reply.goals):
        vote = _vote(session, part, questions[at], objectives, column_of)
        if vote:
            yield at, vote


def _vote(
    session: LlmSession,
    part: LinkReply,
    question: LinkQuestion,
    objectives: Sequence[str],
    column_of: dict[str, int],
) -> LinkVote | None:
    sure = sureness(session, part.sure)
    named = dict.fromkeys(column_of.get(alias.strip(), -1) for alias in part.serves)
    serves = [column for column in named if column in question.offered]
    session.reject("unknown id", len(named) - len(serves))
    if sure is None or (named and not serves):
        return None
    session.reject("too many objectives", max(0, len(serves) - MOST_SERVED))
    goal_quote = quoted(part.goal_quote, shown(question.goal, _GOAL))
    if not goal_quote:
        session.reject("quote does not occur")
        return None
    objective_quote = ""
    if serves:
        first = shown(objectives[serves[0]], _OBJECTIVE)
        objective_quote = quoted(part.objective_quote, first)
        if not objective_quote:
            session.reject("quote does not occur")
            return None
    return LinkVote(tuple(serves[:MOST_SERVED]), sure, goal_quote, objective_quote)
