"""Which words are the main clause, and which are a guard, a purpose or a means."""

from __future__ import annotations

from enum import Enum

from service.domain.objective import Movement
from service.understanding.polarity import MEASURED
from service.understanding.predicates import may_be_noun, moves_by_amount
from service.understanding.sentences import Sentence
from service.understanding.verbs import NUMBERED, OFTEN_NOUNS, VERBS
from service.understanding.vocabulary import words


class Clause(Enum):
    """What a part of the sentence is there for."""

    MAIN = "main"
    GUARD = "guard"  # "while keeping cost below $5"
    PURPOSE = "purpose"  # "to reduce cost"
    MEANS = "means"  # "by training staff"


_GUARDS = words("while whilst without")
_GUARD_VERBS = words(
    "keeping maintaining holding preserving sustaining retaining keep maintain preserve"
)
# Nouns that "to" and a verb complete: the average time to answer a call.
_COMPLETED = words(
    "time ability access willingness likelihood propensity right cost costs intention readiness "
    "capacity days hours minutes commitment intent able willing need needs want aim aims plan plans "
    "continue seek strive like goal ambition objective order likely opportunity opportunities "
    "us teams people everyone staff enough ready due ratio speed continues helps"
)


def clauses_of(sentence: Sentence, taken: list[bool]) -> list[Clause]:
    """The clause that each token belongs to.

    Args:
        sentence: What to divide.
        taken: Tokens that name a date, which belong to any clause.
    """
    words = sentence.words
    clauses: list[Clause] = []
    state, seen, leading = Clause.MAIN, False, False
    noun = False  # whether the verb seen may be a noun
    if (first := _leading(sentence)) is not None:
        state, leading = first, True
    for index, word in enumerate(words):
        if leading and word == ",":
            state, leading = Clause.MAIN, False
        elif word in (";", "."):
            if not sentence.glued(index + 1):
                state, leading = Clause.MAIN, False
        elif not leading and not taken[index]:
            opened = _opened(sentence, index, seen, noun)
            if opened is not None:
                state = opened
        if state is Clause.MAIN and not seen and not taken[index]:
            seen = word in VERBS and is_verb(sentence, index, taken)
            noun = seen and index == 0 and may_be_noun(sentence, index)
        clauses.append(state)
    return clauses


def verb_expected(sentence: Sentence, index: int, taken: list[bool]) -> bool:
    """Whether a verb may stand at a token: at the start, after "to", "we will", a comma."""
    if index == 0 or taken[index - 1]:
        return True
    token = sentence.tokens[index - 1]
    before = token.lower
    if not sentence.is_word(index - 1):
        return before in {
            ",",
            ":",
            ";",
            "-",
            ".",
            "(",
            "*",
            "\u2022",
            ")",
            '"',
            "\u201c",
            "'",
            "/",
            "#",
            ">",
        }
    if before in _BEFORE_VERBS:
        return True
    if before.endswith("ly"):  # "we will substantially increase"
        return index == 1 or sentence.word(index - 2) in _BEFORE_VERBS | {",", ":", "."}
    return index == 1 and token.lower in ("goal", "objective", "kr", "target", "help", "let's")


_BEFORE_VERBS = words(
    "to will must should shall we i and please can also then or cannot we'll i'll they who "
    "that would better"
)


def is_verb(sentence: Sentence, index: int, taken: list[bool]) -> bool:
    """Whether the token, a form in the lexicon, stands as a verb and not as a noun."""
    verb = VERBS[sentence.words[index]]
    if verb.lemma in NUMBERED and sentence.is_number(index + 1):
        return False
    if verb.lemma in OFTEN_NOUNS and index + 2 == len(sentence):
        following = sentence.word(index + 1)
        return following not in MEASURED and not following.endswith(_ABSTRACT)
    if not verb.noun_like:
        return True
    if sentence.word(index + 1) == "of":
        return False  # "speed of service"
    if not verb_expected(sentence, index, taken):
        return False
    if verb.movement is not Movement.ACHIEVE or (verb.base and verb.lemma not in OFTEN_NOUNS):
        return True
    if sentence.word(index - 1) in ("to", "will", "we", "i", "must", "should", "shall"):
        return True
    return _has_object(sentence, index + 1)


_ABSTRACT = ("tion", "ment", "ity", "ance", "ence", "ness", "ship")


def _has_object(sentence: Sentence, index: int) -> bool:
    """Whether a determiner, number or plural follows, as after a verb: "process 90% of", "test all"."""
    first = sentence.word(index)
    if first in _OBJECT_OPENERS or not sentence.is_word(index):
        return True
    for place in range(index, min(index + 4, len(sentence))):
        word = sentence.words[place]
        if word in _NOT_OBJECT:
            return False
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return True
    return False


_OBJECT_OPENERS = words(
    "a an the all every each any our my their your its new more fewer less at on out up back over down off no "
    "one two three four five six seven eight nine ten twelve twenty half for with in within better faster"
)
_NOT_OBJECT = words("of by from to within at below above under over per and is are will")


def _leading(sentence: Sentence) -> Clause | None:
    """A clause before the main one, which a comma ends: "While maintaining quality, ..."."""
    word = sentence.word(0)
    if word in _GUARDS:
        kind = Clause.GUARD
    elif word == "to" or sentence.words[:3] == ("in", "order", "to"):
        kind = Clause.PURPOSE
    elif word in ("by", "through") and sentence.word(1).endswith("ing"):
        kind = Clause.MEANS
    else:
        return None
    for index, word in enumerate(sentence.words[:60]):
        if word == ",":
            following = sentence.word(index + 1)
            if following in VERBS or following in ("we", "i", "our", "the") or kind is Clause.GUARD:
                return kind
    return None


def _opened(sentence: Sentence, index: int, seen: bool, noun: bool) -> Clause | None:
    """The clause that a token opens, or None when it opens none."""
    word, following = sentence.words[index], sentence.word(index + 1)
    before = sentence.word(index - 1)
    if word in _GUARDS or sentence.words[index : index + 3] == ("as", "long", "as"):
        return Clause.GUARD
    if not seen:
        return None
    if word in _GUARD_VERBS and before in (",", "and", "but", "yet"):
        return Clause.GUARD
    if word == "to" and following in VERBS and VERBS[following].base:
        passive = following == "be" and sentence.word(index + 2) in VERBS
        if (noun or passive) and moves_by_amount(sentence, index + 1 + passive):
            return None  # "fuel sales to rise by 5%"
        completes = before in _COMPLETED or before in VERBS
        return None if completes and before != "order" else Clause.PURPOSE
    if word == "so" and following in ("that", "as", "we"):
        return Clause.PURPOSE
    acts = len(following) > 5 and following.endswith("ing")
    if acts and (word == "by" or (word in ("through", "via") and following in VERBS)):
        return Clause.MEANS
    return None
