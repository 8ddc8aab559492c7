"""How each quantity is tied to the sentence: by "to", "by", "from", a limit, or as an object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from service.domain.objective import Movement
from service.understanding.asked import CHANGES, COMPARATIVES, Asked
from service.understanding.measures import Measure
from service.understanding.sentences import Sentence
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words


class Role(IntEnum):
    """How a quantity is tied to the sentence; the lower, the more it is the target."""

    TO = 0
    BY = 1
    SIZE = 2  # "a 30% increase", "30% more"
    OBJECT = 3  # "hire 10", "reduce emissions 20%"
    LIMIT = 4  # "below 5%", "at least 90%"
    STATE = 5  # "a score of 4.5", "uptime: 99%"
    WITHIN = 6
    PLACE = 7  # "in 5 cities", "for 300 families"
    BASELINE = 8


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity with its role.

    Attributes:
        measure: The quantity.
        role: How it is tied to the sentence.
        state_limit: It is a limit on a state ("below"), not a modest size ("at least").
        upper: The limit is an upper one; None when it is no limit.
    """

    measure: Measure
    role: Role
    state_limit: bool = False
    upper: bool | None = None


_FILLERS = words(
    "about around approximately roughly nearly almost just only some circa ca a an the another "
    "additional further extra total full up at least most minimum maximum of its our their "
    "over more less fewer than no not under below above exactly even or equal better well "
    "beyond past it them current new between value level score rate average target - ~ > < = "
    "\u2265 \u2264 >= <= as many much only average rating higher greater lower"
)
_UPPER = words("lower under below less fewer most maximum < <= \u2264 within beneath")
_LOWER = words(
    "higher greater above over more least minimum > >= \u2265 exceed exceeding exceeds beyond past"
)
_STATE_LIMITS = words(
    "higher greater lower under below above less fewer beneath < > <= >= \u2264 \u2265 beyond past"
)
_NOW_ADJECTIVES = words("current existing present")
_LIMITING = words("at under below above over exceed")
_LEVELS = words("rate level levels value score average figure measure state of share")
_NOW = words(
    "currently current now today today's baseline existing present was were stands "
    "standing previously starting today's presently"
)
_NOW_AFTER = words("today now currently baseline previously")
_AGAINST = words("against versus vs")
_COMPARED = words("compared relative opposed")


#: "15% or less" is an upper limit.
_OR_BEYOND = {
    "less": True, "fewer": True, "lower": True, "below": True,
    "more": False, "higher": False, "above": False, "better": False,
}  # fmt: skip


def bind(sentence: Sentence, measures: list[Measure], asked: Asked) -> list[Bound]:
    """Give each quantity its role."""
    bound = [_role(sentence, measure, asked) for measure in measures]
    return _pairs(sentence, bound, asked)


def _role(sentence: Sentence, measure: Measure, asked: Asked) -> Bound:
    said, place = sentence.words, measure.start - 1
    if _is_baseline(sentence, measure):
        return Bound(measure, Role.BASELINE)
    upper: bool | None = None
    state = False
    lowest = max(-1, measure.start - 7)
    negated = False
    while place > lowest and said[place] in _FILLERS:
        word = said[place]
        if word == "of" and place != measure.start - 1 and said[place + 1] not in _FILLERS:
            break
        if word == "of" and _counted_noun(sentence, place):
            break
        if word in ("no", "not"):
            negated = True
        elif word in _UPPER:
            upper = True
        elif word in _LOWER:
            upper = False
        elif word in ("minimum", "maximum"):
            upper = word == "maximum"
        state = state or word in _STATE_LIMITS
        place -= 1
    if negated and upper is not None:
        upper, state = not upper, True
    before = said[place] if place >= 0 else ""
    if before == "exceed" and sentence.word(place - 1) == "not":
        return Bound(measure, Role.LIMIT, True, True)
    last = sentence.word(measure.start - 1)
    moved = place != asked.start and sentence.word(measure.start - 2) not in VERBS
    if last in ("up", "down") and before != "to" and moved:  # not "sign up 50 schools"
        return Bound(measure, Role.BY)
    more = sentence.word(measure.end) == "more" and sentence.word(measure.end + 1) != "than"
    if before == "to" and more:  # "extend it to 10,000 more pupils"
        return Bound(measure, Role.SIZE)
    if before in ("to", "towards", "until", "\u2192", "->", "=>"):
        if sentence.word(measure.end) == "or" and upper is None:
            upper = _OR_BEYOND.get(sentence.word(measure.end + 1))
        return Bound(measure, Role.TO, state, upper)
    if before in ("by", "another", "additional"):
        return Bound(measure, Role.BY)
    if before == "from":
        return Bound(measure, Role.BASELINE)
    if measure.word == "half" and before == "in":
        return Bound(measure, Role.BY)
    if before == "within" or before == "inside":
        return Bound(measure, Role.WITHIN, True, True)
    if _sizes(sentence, measure):
        return Bound(measure, Role.SIZE)
    if before in ("of",) or said[measure.start - 1 : measure.start] == ("of",):
        if _change_before(sentence, place if before == "of" else measure.start - 1):
            return Bound(measure, Role.SIZE)
        return Bound(measure, Role.STATE, state, upper)
    if before in ("exceed", "exceeds", "exceeding"):
        return Bound(measure, Role.LIMIT, True, False)
    if upper is not None:
        return Bound(measure, Role.LIMIT, state, upper)
    if before in ("at", "is", "are", "be", ":", "=", "with"):
        return Bound(measure, Role.STATE)
    if before in (
        "in",
        "into",
        "onto",
        "across",
        "for",
        "on",
        "among",
        "after",
        "throughout",
        "through",
    ):
        return Bound(measure, Role.PLACE)
    return Bound(measure, Role.OBJECT)


def _counted_noun(sentence: Sentence, place: int) -> bool:
    """Whether "of" at a token follows a measure's noun, as in "a score of 4"."""
    return sentence.word(place - 1) not in _FILLERS


def _is_baseline(sentence: Sentence, measure: Measure) -> bool:
    said, start = sentence.words, measure.start
    if sentence.word(measure.end) in _NOW_AFTER:
        return True
    if sentence.words[measure.end : measure.end + 2] in (("last", "year"), ("at", "present")):
        return sentence.word(start - 1) not in ("by", "to")
    if sentence.word(start - 1) == ":" and _is_past_year(sentence.word(start - 2)):
        return sentence.word(start - 3) in ("(", ",", ";")
    if sentence.word(start - 1) == "(" and sentence.word(measure.end) == "in":
        return True  # "(31% in 2025)"
    for place in range(start - 1, max(-1, start - 6), -1):
        word = said[place]
        if word == "to":
            return sentence.word(place - 1) in _COMPARED
        if word == "by":
            return False
        if word in _NOW_ADJECTIVES:
            if said[place - 1] in _LIMITING or said[place - 2] in _LIMITING:
                return False  # "at or below the current 3.5%"
            return place == start - 1 or said[place + 1] in _LEVELS
        if word in _NOW or word in _AGAINST:
            return True
        if word == "with" and sentence.word(place - 1) in _COMPARED:
            return True
        if word in _FILLERS or word in ("at", "is", ":"):
            continue
        if word in VERBS or not sentence.is_word(place):
            return False
    return False


def _is_past_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _sizes(sentence: Sentence, measure: Measure) -> bool:
    """Whether what follows makes the quantity the size of a change: "30% more", "5% growth"."""
    end = measure.end
    if sentence.word(end) in COMPARATIVES and not measure.bare:
        return True
    if sentence.word(end) in COMPARATIVES and sentence.word(end + 1) != "than":
        return True
    if measure.word == "fold" and sentence.word(end) in ("as", "the"):
        return True
    for place in range(end, min(end + 4, len(sentence))):
        word = sentence.words[place]
        if word in CHANGES:
            return True
        if not sentence.is_word(place) or word in _STOP:
            return False
    return False


_STOP = words("of in on to by from for and or with at through while is are")


def _change_before(sentence: Sentence, place: int) -> bool:
    """Whether "of" at a token belongs to a noun of change: "an increase in sales of 5%"."""
    return any(word in CHANGES for word in sentence.words[max(0, place - 5) : place])


def _pairs(sentence: Sentence, bound: list[Bound], asked: Asked) -> list[Bound]:
    """Join "from A to B": a unit that only one of them has is the unit of both."""
    result = list(bound)
    for place in range(len(result) - 1):
        first, second = result[place], result[place + 1]
        between = sentence.words[first.measure.end : second.measure.start]
        arrow = any(word in ("\u2192", "->", "=>") for word in between)
        if len(between) > 8 or not (arrow or second.role is Role.TO or first.role is Role.TO):
            continue
        stated = first.role in (Role.OBJECT, Role.STATE) and _moves(asked)
        labelled = sentence.word(first.measure.start - 1) == ":"
        # "cut 14 steps to 6", "claims ratio: 71% to 66%"
        counted = stated and first.measure.bare and between[-1:] == ("to",) and len(between) < 4
        if arrow or counted or (between == ("to",) and (stated or labelled)):
            first = replace(first, role=Role.BASELINE)
            second = replace(second, role=Role.TO)
        if {first.role, second.role} != {Role.BASELINE, Role.TO}:
            continue
        one, other = _share_unit(first.measure, second.measure)
        result[place], result[place + 1] = (
            replace(first, measure=one),
            replace(second, measure=other),
        )
    return result


def _moves(asked: Asked) -> bool:
    return asked.open or asked.movement not in (Movement.ACHIEVE, None)


def _share_unit(first: Measure, second: Measure) -> tuple[Measure, Measure]:
    if first.unit == second.unit and not first.bare and first.multiplier == 1 < second.multiplier:
        written = second.value / second.multiplier  # "from £1.2 to £1.5 million"
        scale = second.multiplier if first.value <= 20 * written else 1.0
        return replace(first, value=first.value * scale), second
    if first.bare and (not second.bare or second.multiplier > 1):
        scale = 1.0
        if first.multiplier == 1 < second.multiplier:
            # "from 2 to 3 million", but not "from 800 to 1 million"
            written = second.value / second.multiplier
            scale = second.multiplier if first.value <= 20 * written else 1.0
        return replace(first, unit=second.unit, value=first.value * scale, bare=second.bare), second
    if second.bare and not first.bare:
        return first, replace(second, unit=first.unit, bare=False)
    return first, second
