"""What a sentence says of its subject: "lead time shortened to 10 days", "sales to rise by 5%"."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.numerals import SMALL
from service.understanding.sentences import Sentence
from service.understanding.units import CURRENCY_MARKS
from service.understanding.verbs import OFTEN_NOUNS, RESULTS, VERBS
from service.understanding.vocabulary import words

_MODALS = words("to should must will shall can may")
_BEING = words("be been being get")
#: What may follow a finished action; a noun makes the participle an adjective instead.
_AFTER_RESULT = words(
    "to by from at in within on for until before with across over below above , . ; ( )"
)
_AFTER_MOVING = words("to by from at below above under over towards")
_BEFORE_NOUNS = words("of in for the our all their its a an no any more fewer")
_NEUTRAL_GOALS = words("up down below under above over past from")


def states_result(sentence: Sentence, index: int, taken: list[bool]) -> bool:
    """Whether the token is a participle that ends its clause: "sites closed by June"."""
    word = sentence.words[index]
    if index == 0 or word not in VERBS or not (word.endswith("ed") or word in RESULTS):
        return False
    if not (sentence.is_word(index - 1) or sentence.is_number(index - 1)):
        return False
    return _closes(sentence, index + 1, taken)


def _closes(sentence: Sentence, after: int, taken: list[bool]) -> bool:
    if after >= len(sentence) or taken[after] or sentence.words[after] in _AFTER_RESULT:
        return True
    return opens_amount(sentence, after)


def opens_amount(sentence: Sentence, index: int) -> bool:
    """Whether a number, an amount of money or a share begins at the token."""
    word = sentence.word(index)
    return (
        sentence.is_number(index)
        or word in SMALL
        or word in CURRENCY_MARKS
        or word in ("half", "twofold")
        or (word in ("a", "an", "one") and sentence.word(index + 1) in _SHARES)
    )


_SHARES = words("third quarter fifth sixth tenth half dozen hundred thousand million")


def predicate_at(sentence: Sentence, index: int, taken: list[bool], strict: bool = False) -> bool:
    """Whether the token is the verb of a sentence whose subject stands before it.

    Verbs of movement and those that leave it open count; what is merely done ("sites closed")
    is found by :func:`states_result`. With ``strict``, forms that may be nouns do not ("steps").
    """
    verb = VERBS.get(sentence.words[index])
    if index == 0 or verb is None or verb.movement is Movement.ACHIEVE:
        return False
    word, before = sentence.words[index], sentence.word(index - 1)
    follows = sentence.word(index + 1)
    passive = before in _BEING
    if passive:
        before = sentence.word(index - 2)
    if before in _MODALS and verb.base is not passive:
        goals = _NEUTRAL_GOALS | _AFTER_MOVING if passive else _NEUTRAL_GOALS
        return verb.movement is not None or follows in goals
    if states_result(sentence, index, taken):
        return verb.movement is not None or follows in _AFTER_MOVING | {"down", "up"}
    if strict:
        return False
    if before == ":" and verb.base:
        return follows in _AFTER_MOVING | _NEUTRAL_GOALS or verb.movement is not None
    if word.endswith("ing"):  # "yield creeping up to 5.5%"
        return before not in _BEFORE_NOUNS and follows in ("up", "down") and index > 1
    plural = before.endswith("s") and index > 1 and before not in VERBS
    if plural and (verb.base or word == "rise") and verb.movement is not Movement.MAINTAIN:
        return verb.movement is not None and moves_by_amount(sentence, index)
    finite = word.endswith("s") and not verb.base and before not in _BEFORE_NOUNS
    return finite and verb.movement is not None and follows in _AFTER_MOVING


def moves_by_amount(sentence: Sentence, index: int) -> bool:
    """Whether an amount follows the verb at a token: "lifted to 35%", "shaved 9%"."""
    place = index + 1
    while place < index + 6 and sentence.word(place) in _AFTER_MOVING | _APPROXIMATE:
        place += 1
    return opens_amount(sentence, place)


_APPROXIMATE = words(
    "up down least most about around roughly nearly almost than fewer less more < >"
)


def particle_at(sentence: Sentence, index: int) -> Movement | None:
    """The movement of a particle that stands as the verb: "score up 0.3", "stay down from 6"."""
    word = sentence.words[index]
    if word not in ("up", "down") or index == 0 or sentence.word(index - 1) in ("to", "back"):
        return None
    if sentence.word(index - 1) in VERBS and index == 1:  # "sign up 50 schools"
        return None
    if sentence.word(index + 1) not in ("by", "from") and not opens_amount(sentence, index + 1):
        return None
    return Movement.INCREASE if word == "up" else Movement.DECREASE


def commands(sentence: Sentence, index: int) -> bool:
    """Whether the verb at a token is beyond doubt a command, not a noun: "launch", not "review"."""
    verb = VERBS[sentence.words[index]]
    return verb.base and verb.lemma not in OFTEN_NOUNS


def may_be_noun(sentence: Sentence, index: int) -> bool:
    """Whether a verb of movement at a token may be a noun: "fuel poverty", "cement output"."""
    verb = VERBS[sentence.words[index]]
    moves = verb.noun_like and verb.movement is not Movement.ACHIEVE
    return moves and verb.movement is not None and sentence.is_word(index + 1)


def opens_compound(sentence: Sentence, index: int) -> bool:
    """Whether a plain noun follows the verb, so both may be a name: "volunteer hours"."""
    verb = VERBS[sentence.words[index]]
    return (
        verb.noun_like
        and sentence.is_word(index + 1)
        and (sentence.words[index + 1] not in _BEFORE_NOUNS)
    )
