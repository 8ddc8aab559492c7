"""An objective that asks for several things, taken apart: one clause, one thing."""

from __future__ import annotations

import re

from service.domain.objective import Movement, Objective
from service.understanding.sentences import Sentence, split
from service.understanding.verbs import VERBS

MAX_CLAUSES = 6
_JOINTS = frozenset({"and", "but", "then", "&", ",", ";", "."})
_GUARDS = frozenset({"while", "whilst"})
_GUARD_FORMS = frozenset(
    "maintaining keeping holding preserving sustaining retaining reducing cutting lowering "
    "increasing raising improving growing staying limiting".split()
)
#: "Make our streets safer and cleaner by 2028" asks for two things.
_QUALITIES = re.compile(
    r"((?:make|keep|become|be|get)\b.*?\s)(\w{2,}er|more \w+),? and (\w{2,}er|more \w+)(\b.*)",
    re.IGNORECASE,
)
_WITH_PREPOSITION = re.compile(
    r"(?:by|before|until|till|in|within|on|at|over|during|for|next|this|no later)\b", re.IGNORECASE
)
_NOUN_FOLLOWS = frozenset({"of", "in", "rate", "rates", "to", "by", "team", "teams"})


def clauses_of(objective: Objective) -> tuple[str, ...]:
    """The things that an objective asks for, in its own words and order; itself when one.

    A clause without a date inherits the last one of the text.
    """
    qualities = _QUALITIES.fullmatch(objective.text)
    if qualities:
        start, first, second, end = qualities.groups()
        return f"{start}{first}{end}", f"{start}{second}{end}"
    sentence = split(objective.text)
    starts = [0, *(i for i in range(1, len(sentence)) if _opens(sentence, i))]
    pieces: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True):
        # "Recruit, train and retain nurses" is one thing: no part may be verbs alone.
        words = {sentence.words[i] for i in range(start, end) if sentence.is_word(i)}
        if words <= VERBS.keys() | _JOINTS:
            return (objective.text,)
        last = end - 1
        while last > start and sentence.words[last] in _JOINTS | _GUARDS:
            last -= 1
        pieces.append(sentence.between(start, last + 1))
    if len(pieces) == 1 or len(pieces) > MAX_CLAUSES:
        return (objective.text,)
    return tuple(dated(piece, objective.deadline_text) for piece in pieces)


def _opens(sentence: Sentence, index: int) -> bool:
    """Whether a token is the verb with which a further clause begins."""
    word, before = sentence.words[index], sentence.words[index - 1]
    if before in _GUARDS:
        return word in _GUARD_FORMS
    if before not in _JOINTS or word not in VERBS or not VERBS[word].base:
        return False
    verb, following = VERBS[word], sentence.word(index + 1)
    if following in _NOUN_FOLLOWS or not following:
        return False
    return not verb.noun_like or verb.movement is not Movement.ACHIEVE


def dated(clause: str, deadline: str | None) -> str:
    """A clause with the date that stands elsewhere in its text."""
    if not deadline or deadline in clause:
        return clause
    preposition = "" if _WITH_PREPOSITION.match(deadline) else "by "
    return f"{clause} {preposition}{deadline}"
