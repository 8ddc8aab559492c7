"""Goals put so that they can be measured, by a language model; unknown numbers stay open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from prompts.fences import data_lines, one_line
from prompts.loader import Rendered, load
from service.domain.llm import Task
from service.llm.checks import has_markup, new_numbers, repeats
from service.llm.packing import cell, each_once, most_calls, packed, replies
from service.llm.session import LlmSession, call_for
from service.understanding.objective import read_objective

#: Calls for each hundred goals of a set, and goals in a call.
CALLS_PER_HUNDRED = 3
GOALS_PER_CALL = 40
MOST_OUTPUT_TOKENS = 3_000
SHARE = 1.0
#: Characters shown of each text, and in which a rewrite must end.
_GOAL, _OBJECTIVE, LONGEST = 400, 150, 240
_OPEN = re.compile(r"\[(?:baseline|target|deadline)\]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class RewriteQuestion:
    """A goal to be put anew.

    Attributes:
        goal: Its owner's words.
        lacks: What they do not say, such as ``target``.
        objective: The words of what it serves; empty when unknown.
    """

    goal: str
    lacks: tuple[str, ...] = ()
    objective: str = ""


class RewrittenGoal(BaseModel):
    """One goal anew."""

    model_config = ConfigDict(extra="forbid")

    id: str
    text: str


class RewriteReply(BaseModel):
    """Each goal anew."""

    model_config = ConfigDict(extra="forbid")

    goals: list[RewrittenGoal]


def rewrite(
    session: LlmSession, questions: Sequence[RewriteQuestion], today: date, goals: int
) -> dict[int, str]:
    """Rewrites by position of their question; one that is not fit to be shown is left out.

    Whether a rewrite still speaks of its goal is for the caller to tell.

    Args:
        session: Whom to ask.
        questions: Those that matter most first, as the budget may not reach to the last.
        today: The day from which "next year" counts.
        goals: How many the audited set has, which bounds the number of calls.
    """
    if not questions or not session.does(Task.REWRITE):
        return {}
    groups = _groups(questions)
    calls = [
        call_for(Task.REWRITE, _prompt(questions, group), RewriteReply, MOST_OUTPUT_TOKENS)
        for group in groups
    ]
    return {
        at: text
        for number, reply in replies(session, calls, most_calls(CALLS_PER_HUNDRED, goals), SHARE)
        for at, text in _rewrites(session, reply, questions, groups[number], today)
    }


def rewrite_prompts(questions: Sequence[RewriteQuestion]) -> tuple[Rendered, ...]:
    """The prompts of all calls that the questions would take."""
    return tuple(_prompt(questions, group) for group in _groups(questions))


def _groups(questions: Sequence[RewriteQuestion]) -> list[list[int]]:
    lines = [_line(question) for question in questions]
    nothing: list[tuple[str, ...]] = [()] * len(lines)
    return packed(Task.REWRITE, lines, nothing, {}, GOALS_PER_CALL)


def _prompt(questions: Sequence[RewriteQuestion], group: Sequence[int]) -> Rendered:
    return load(Task.REWRITE).render(
        goals=data_lines((f"G{n}", _line(questions[at])) for n, at in enumerate(group, 1))
    )


def _line(question: RewriteQuestion) -> str:
    parts = [cell(question.goal, _GOAL)]
    if question.lacks:
        parts.append(f"lacks {' '.join(question.lacks)}")
    if question.objective:
        parts.append(f"for: {cell(question.objective, _OBJECTIVE)}")
    return " | ".join(parts)


def _rewrites(
    session: LlmSession,
    reply: RewriteReply,
    questions: Sequence[RewriteQuestion],
    group: Sequence[int],
    today: date,
) -> Iterator[tuple[int, str]]:
    asked = {f"G{number}": at for number, at in enumerate(group, 1)}
    for at, rewritten in each_once(session, asked, reply.goals):
        text = " ".join(one_line(rewritten.text).split())
        fault = _fault(text, questions[at].goal, today)
        if fault:
            session.reject(fault)
        else:
            yield at, text


def _fault(text: str, goal: str, today: date) -> str | None:
    """Why a rewrite cannot be shown, if it cannot."""
    written = _OPEN.sub("", text)  # the only brackets that may stand in it
    if has_markup(written):
        return "markup"
    if repeats(text, load(Task.REWRITE).text):
        return "repeats the prompt"
    if len(text) > LONGEST:
        return "too long"
    if new_numbers(written, [goal]):
        return "new number"
    dated = read_objective(written, today).deadline_text
    if dated and dated.casefold() not in goal.casefold():
        return "new deadline"
    if (written == text and not _DIGIT.search(text)) or text.casefold() == goal.casefold():
        return "not measurable"
    return None
