"""Movements that are to be kept from happening: "must not fall under 92%"."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.predicates import opens_amount
from service.understanding.sentences import Sentence
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words

_NOT = words("not never without don't no cannot won't")
_CEILINGS = words("exceed let allow surpass")
_RISING = words("go climb get grow pass increase raise slip creep")
_FLOORS = words("fall drop sink dip slide decline decrease come")
_PREVENTING = words("prevent stop keep avoid")
_LIMITS = words("under below above over past beyond beneath than")


def negated(sentence: Sentence, index: int) -> bool:
    """Whether the verb at a token is denied."""
    before = sentence.word(index - 1)
    return before in _NOT or (before in ("to", "be") and sentence.word(index - 2) in _NOT)


def keeps_by_denying(sentence: Sentence, index: int) -> bool:
    """Whether a denied verb sets a limit that is to be kept."""
    lemma = VERBS[sentence.words[index]].lemma
    if lemma in _RISING:  # "must not rise above 3%", but not "must not increase cost"
        return sentence.word(index + 1) in _LIMITS and opens_amount(sentence, index + 2)
    return lemma in _CEILINGS | _FLOORS


def keeps_by_preventing(sentence: Sentence, index: int) -> bool:
    """Whether it reads "prevent margins from sliding under 15%"."""
    if VERBS[sentence.words[index]].lemma not in _PREVENTING:
        return False
    said = sentence.words
    for place in range(index + 1, min(index + 10, len(said) - 2)):
        if said[place] == "from" and said[place + 1].endswith("ing"):
            limit = said[place + 2] in _LIMITS
            return limit and opens_amount(sentence, place + 3)
    return False


def denied_comparison(sentence: Sentence, index: int) -> Movement | None:
    """Maintain where a comparison at a token is denied: "not lower than 94%"."""
    if sentence.word(index + 1) != "than" or not opens_amount(sentence, index + 2):
        return None
    before = sentence.word(index - 1)
    return Movement.MAINTAIN if before in ("not", "never") else None
