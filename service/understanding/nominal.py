"""The movement of a clause without a known verb: "fewer potholes", "a 20% reduction"."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.asked import (
    CHANGES,
    COMPARATIVES,
    PARTICLE_MOVEMENTS,
    Asked,
    is_head,
)
from service.understanding.clauses import Clause
from service.understanding.negations import denied_comparison
from service.understanding.sentences import Sentence
from service.understanding.vocabulary import words


def by_nouns(sentence: Sentence, taken: list[bool], clauses: list[Clause], clause: Clause) -> Asked:
    """The movement that nouns, comparatives and particles of a clause ask for, if any."""
    words = sentence.words
    for index, word in enumerate(words):
        if taken[index] or clauses[index] is not clause:
            continue
        if word in COMPARATIVES and (kept := denied_comparison(sentence, index)):
            return Asked(kept, index, 0, clause)
        if (
            word in COMPARATIVES
            and sentence.word(index + 1) != "than"
            and (sentence.word(index - 1) not in ("or", "no"))
        ):
            return Asked(COMPARATIVES[word], index, index + 1, clause)
        if word in CHANGES and is_head(sentence, taken, index):
            end = index + 2 if sentence.word(index + 1) in ("in", "of") else 0
            return Asked(CHANGES[word], index, end, clause)
        if word in PARTICLE_MOVEMENTS and (
            sentence.is_number(index + 1) or sentence.word(index + 1) == "by"
        ):
            return Asked(PARTICLE_MOVEMENTS[word], index, 0, clause)
        if words[index : index + 2] == ("at", "or") and words[index + 2 : index + 3] in _LIMITS:
            return Asked(Movement.MAINTAIN, index, 0, clause)
        if word == "down" and sentence.word(index + 1) == "to":
            return Asked(Movement.DECREASE, index, 0, clause)
        if (
            word == "no"
            and index == 0
            and sentence.word(1) not in ("more", "fewer", "less", "later")
        ):
            return Asked(Movement.DECREASE, index, 1, clause)
    return _imperative(sentence, taken, clause)


_LIMITS = (("above",), ("below",), ("over",), ("under",))
_EVERYBODY = words("all every everyone each everybody")
_DETERMINERS = words("the a an our all every my their your each")
_NOT_VERBS = words(
    "all every each the a an our my their with for in on at by of to from no any some this these "
    "this those that is are zero half and or as if when focus explore consider address manage "
    "monitor work continue aim need want let"
)


def _imperative(sentence: Sentence, taken: list[bool], clause: Clause) -> Asked:
    """An unknown first word before a determiner or number is a verb: "repaint the canteen"."""
    index = 0
    while index < len(sentence) and (
        taken[index] or not sentence.is_word(index) or sentence.word(index + 1) in (":", "-")
    ):
        index += 1
    word, after = sentence.word(index), sentence.word(index + 1)
    if word in _EVERYBODY:
        return Asked(Movement.ACHIEVE, -1, 0, clause)  # "all pupils read at grade level"
    if index >= len(sentence) or word in _NOT_VERBS:
        return Asked(None, -1, 0, clause)
    if after in _DETERMINERS:
        return Asked(Movement.ACHIEVE, index, index + 1, clause)
    if sentence.is_number(index + 1):
        return Asked(None, index, index + 1, clause)
    return Asked(None, -1, 0, clause)
