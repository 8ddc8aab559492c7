"""Many questions in few calls: as many in each as its tokens allow, with what they share once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Protocol, TypeVar

from prompts.fences import one_line
from prompts.loader import load
from service.domain.llm import AnswerT, Call, Task
from service.llm.session import LlmSession, tokens_in

#: At most how many tokens a call sends; the form of the reply, which a provider adds, fits in
#: what remains up to 6,000.
MOST_TOKENS = 5_700
#: Tokens of a line's id and of the bars around it.
_MARGIN = 6
_CUT = " …"
_BARS = str.maketrans("|¦│｜", "////")

KeyT = TypeVar("KeyT", bound=Hashable)


class Part(Protocol):
    """What a reply says of one of the questions of its call."""

    id: str


PartT = TypeVar("PartT", bound=Part)


def packed(
    task: Task,
    lines: Sequence[str],
    needs: Sequence[Collection[KeyT]],
    shared: Mapping[KeyT, str],
    most: int,
) -> list[list[int]]:
    """Positions of the lines that go together, in their order.

    Args:
        task: Whose prompt goes with each group.
        lines: One a question.
        needs: Keys of the shared texts that each question needs beside it.
        shared: The texts; each stands once in a group.
        most: Questions in one group at most, whatever they take.
    """
    prompt = load(task)
    room = MOST_TOKENS - tokens_in(prompt.system + prompt.user)
    cost = {key: tokens_in(text) + _MARGIN for key, text in shared.items()}
    groups: list[list[int]] = []
    present: set[KeyT] = set()
    left = 0
    for at, (line, keys) in enumerate(zip(lines, needs, strict=True)):
        own = tokens_in(line) + _MARGIN
        more = own + sum(cost[key] for key in set(keys) - present)
        if not groups or len(groups[-1]) == most or more > left:
            groups.append([])
            present, left = set(), room
            more = own + sum(cost[key] for key in set(keys))
        groups[-1].append(at)
        present.update(keys)
        left -= more
    return groups


def most_calls(per_hundred: int, goals: int) -> int:
    """How many calls a task may take in an audit of so many goals."""
    return per_hundred * max(1, ceil(goals / 100))


def replies(
    session: LlmSession, calls: Sequence[Call[AnswerT]], most: int, share: float
) -> Iterator[tuple[int, AnswerT]]:
    """The replies that came, with the number of their call.

    Args:
        session: Whom to ask.
        calls: Those that matter most first.
        most: Calls beyond are not made.
        share: Of the session's tokens that are left, so that later tasks have some, too.
    """
    asked = session.affordable(calls[:most], share)
    for number, reply in enumerate(session.ask_all(asked)):
        if reply is not None:
            yield number, reply


def each_once(
    session: LlmSession, asked: Mapping[str, int], parts: Iterable[PartT]
) -> Iterator[tuple[int, PartT]]:
    """The first part of a reply on each question that was asked, with the question's position.

    Args:
        session: Counts what is thrown away.
        asked: Positions of the questions by the alias that they had in the call.
        parts: As replied.
    """
    answered: set[int] = set()
    for part in parts:
        at = asked.get(part.id.strip())
        if at is None:
            session.reject("unknown id")
        elif at in answered:
            session.reject("id named twice")
        else:
            answered.add(at)
            yield at, part


def fitted(texts: Sequence[str], tokens: int, longest: int = MOST_TOKENS) -> list[str]:
    """Texts on one line each, the longest cut to one length so that together they fit.

    Args:
        texts: From outside.
        tokens: That they may take together.
        longest: Characters of any of them at most.
    """
    lines = [shown(text, longest) for text in texts]
    if sum(map(tokens_in, lines)) <= tokens:
        return lines
    least = 0
    while longest - least > 1:
        middle = (least + longest) // 2
        fits = sum(tokens_in(shown(line, middle)) for line in lines) <= tokens
        least, longest = (middle, longest) if fits else (least, middle)
    return [shown(line, least) for line in lines]


def shown(text: str, longest: int) -> str:
    """A text on one line, cut where it is longer; nothing where there is no room to cut it."""
    line = one_line(" ".join(text.split()))
    if len(line) <= longest:
        return line
    return line[: longest - len(_CUT)] + _CUT if longest > len(_CUT) else ""


def cell(text: str, longest: int) -> str:
    """A text as one part of a line, without the bar that parts it from what we say of it."""
    return shown(text, longest).translate(_BARS)
