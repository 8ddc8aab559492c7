"""The distinct aims of a compound objective: "cut waiting times and raise satisfaction"."""

from __future__ import annotations

from service.understanding.sentences import Sentence, split
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words

#: More aims than this in one sentence are a list, of which the first are taken.
MOST = 4
_LEAST_WORDS = 2
_JOINTS = words("and but plus while whilst yet")
_STOPS = (";", ".", "!", "\u2022")
_GUARDED = words("keeping maintaining holding preserving protecting sustaining improving reducing")


def facets_of(text: str) -> tuple[str, ...]:
    """The aims that each have a verb of their own, in the author's words.

    Nouns that share a verb ("cut cost and delay") stay together: their meaning is one query.

    Returns:
        At least two, or none when the text is of one piece.
    """
    sentence = split(text)
    starts = [0, *(index for index in range(1, len(sentence)) if _begins_aim(sentence, index))]
    parts = [
        _trimmed(sentence, start, end)
        for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True)
    ]
    aims = [part for part in parts if len(part.split()) >= _LEAST_WORDS]
    return tuple(aims[:MOST]) if len(aims) > 1 else ()


def _begins_aim(sentence: Sentence, index: int) -> bool:
    """Whether a new aim starts at a token: a verb after "and", a comma or the end of a sentence."""
    word, before = sentence.words[index], sentence.word(index - 1)
    if before in _STOPS:
        return not sentence.glued(index)
    after_joint = before in _JOINTS or (before == "as" and sentence.word(index - 2) == "well")
    if before in ("while", "whilst") and word in _GUARDED:
        return True
    if before == "," or after_joint:
        verb = VERBS.get(word)
        return verb is not None and verb.base and not _is_noun(sentence, index)
    return False


def _is_noun(sentence: Sentence, index: int) -> bool:
    """Whether a word that could be a verb is one of several nouns: "cost, quality and risk"."""
    verb = VERBS[sentence.words[index]]
    following = sentence.word(index + 1)
    ends = index + 1 == len(sentence) or following in (
        ",",
        ";",
        ".",
        "and",
        "of",
        "for",
        "in",
        "by",
    )
    return verb.noun_like and ends


def _trimmed(sentence: Sentence, start: int, end: int) -> str:
    """The tokens without the joint that leads to the next aim."""
    while end > start and (
        sentence.words[end - 1] in _JOINTS
        or sentence.words[end - 1] in _STOPS
        or sentence.words[end - 1] in (",", "as", "well")
    ):
        end -= 1
    return sentence.between(start, end)
