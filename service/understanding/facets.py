"""The distinct aims of a compound objective: "cut waiting times and raise satisfaction"."""

from __future__ import annotations

import re

from service.domain.objective import Movement
from service.understanding.sentences import Sentence, split
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words

#: A sentence with more aims is a list and stays whole.
MOST = 6
_LEAST_WORDS = 2
_ENDS = frozenset({";", ".", "!", "\u2022"})
_GUARDS = words("while whilst")
_JOINTS = words("and but then plus yet & ,") | _ENDS
_GUARDED = words(
    "keeping maintaining holding preserving protecting sustaining retaining staying limiting "
    "reducing cutting lowering improving increasing raising growing"
)
#: After these a word that could be a verb is a noun: "research and support for staff".
_NOUN_FOLLOWS = words("of in for rate rates to by team teams and , ; .")
#: "Make our streets safer and cleaner by 2028" asks for two things.
_QUALITIES = re.compile(
    r"((?:make|keep|become|be|get)\b.*?\s)(\w{2,}er|more \w+),? and (\w{2,}er|more \w+)(\b.*)",
    re.IGNORECASE,
)


def facets_of(text: str) -> tuple[str, ...]:
    """The aims that each have a verb of their own, in the author's words.

    Nouns that share a verb ("cut cost and delay") stay together, and so do verbs that share a noun
    ("recruit, train and retain nurses"): their meaning is one query.

    Returns:
        At least two, or none when the text is of one piece.
    """
    if qualities := _QUALITIES.fullmatch(" ".join(text.split())):
        start, first, second, end = qualities.groups()
        return f"{start}{first}{end}", f"{start}{second}{end}"
    sentence = split(text)
    starts = [0, *(index for index in range(1, len(sentence)) if _begins_aim(sentence, index))]
    if len(starts) > 1 and not _has_verb(sentence, 0, starts[1]):
        del starts[1]  # "By 2030, reduce hunger" is one aim with its date
    aims = []
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True):
        named = {sentence.words[i] for i in range(start, end) if sentence.is_word(i)}
        if named <= VERBS.keys() | _JOINTS:
            return ()
        aims.append(_trimmed(sentence, start, end))
    if not 1 < len(aims) <= MOST or any(len(aim.split()) < _LEAST_WORDS for aim in aims):
        return ()
    return tuple(aims)


def _begins_aim(sentence: Sentence, index: int) -> bool:
    """Whether a token begins a further aim: a verb after a joint, or a new sentence."""
    word, before = sentence.words[index], sentence.word(index - 1)
    if before in _GUARDS:
        return word in _GUARDED
    if before in _ENDS and not sentence.glued(index) and sentence.is_word(index):
        return True
    joined = before in _JOINTS or (before == "as" and sentence.word(index - 2) == "well")
    if not joined or word not in VERBS or not VERBS[word].base:
        return False
    verb, following = VERBS[word], sentence.word(index + 1)
    if not following or following in _NOUN_FOLLOWS:
        return False
    return not verb.noun_like or verb.movement is not Movement.ACHIEVE


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.words[index] in VERBS for index in range(start, end))


def _trimmed(sentence: Sentence, start: int, end: int) -> str:
    """The tokens without the joint that leads to the next aim."""
    while end > start and sentence.words[end - 1] in _JOINTS | _GUARDS | {"as", "well"}:
        end -= 1
    return sentence.between(start, end)
