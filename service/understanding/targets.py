"""Which quantity is the baseline and which is the target, and what kind of target it is."""

from __future__ import annotations

from itertools import pairwise

from service.domain.objective import Movement, Quantity, TargetKind, TargetQuantity
from service.understanding.asked import Asked
from service.understanding.clauses import Clause
from service.understanding.measures import Measure
from service.understanding.roles import Bound, Role
from service.understanding.sentences import Sentence
from service.understanding.units import DURATIONS
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words


def baseline_of(sentence: Sentence, bound: list[Bound]) -> Quantity | None:
    """Where the text says it starts."""
    for each in bound:
        if each.role is Role.BASELINE and not _is_lone(sentence, each, bound):
            return Quantity(each.measure.value, _unit(sentence, each.measure, False))
    return None


def _is_lone(sentence: Sentence, each: Bound, bound: list[Bound]) -> bool:
    """Whether "from 5.30" has nothing to start towards: no unit and no other number."""
    before = sentence.word(each.measure.start - 1)
    return before == "from" and each.measure.bare and len(bound) == 1 and _is_clock(sentence, each)


def _is_clock(sentence: Sentence, each: Bound) -> bool:
    written = sentence.words[each.measure.start]
    hour, _, minute = written.replace(":", ".").partition(".")
    return len(minute) == 2 and hour.isdigit() and int(hour) < 24 and int(minute) < 60


def target_among(
    sentence: Sentence, bound: list[Bound], clauses: list[Clause], asked: Asked
) -> Bound | None:
    """The quantity that the asked movement aims at: the closest tie, then the first."""
    best: Bound | None = None
    for each in bound:
        if each.role is Role.BASELINE or clauses[each.measure.start] is not asked.clause:
            continue
        if each.role is Role.WITHIN and sentence.word(each.measure.end) == "of":
            continue  # "within two hours of publication" says when it is good
        if each.role is Role.PLACE and asked.movement not in (
            Movement.ACHIEVE,
            None,
            Movement.INCREASE,
        ):
            continue
        if each.role is Role.LIMIT and each.state_limit and _against(each, asked):
            continue
        if best is None or _rank(each) < _rank(best):
            best = each
    return best


def _rank(bound: Bound) -> int:
    if bound.measure.word == "frequency":
        return int(Role.SIZE)
    if bound.role is Role.PLACE and bound.measure.unit == "percent":
        return int(Role.STATE)  # "within 4 hours for 99% of outages"
    # a limit right after the verb is as near as an object: the first of them wins
    return {Role.LIMIT: 3, Role.SIZE: 2}.get(bound.role, int(bound.role))


def _against(bound: Bound, asked: Asked) -> bool:
    """Whether a limit contradicts the movement and so only describes something."""
    if asked.movement is Movement.INCREASE:
        return bound.upper is True
    return asked.movement is Movement.DECREASE and bound.upper is False


def target_of(sentence: Sentence, bound: Bound, asked: Asked) -> TargetQuantity:
    """The target as a value to reach or a change."""
    measure, kind = bound.measure, _kind(sentence, bound, asked)
    change = kind is TargetKind.CHANGE
    if measure.word == "half" and change and asked.movement is Movement.DECREASE:
        return TargetQuantity(0.5, "ratio", kind)
    if change and measure.bare and _multiplies(sentence, asked):
        return TargetQuantity(measure.value, "ratio", kind)  # "multiply followers by 5"
    return TargetQuantity(measure.value, _unit(sentence, measure, change), kind)


def _multiplies(sentence: Sentence, asked: Asked) -> bool:
    verb = VERBS.get(sentence.word(asked.start))
    return verb is not None and verb.lemma == "multiply"


def _kind(sentence: Sentence, bound: Bound, asked: Asked) -> TargetKind:
    measure, movement = bound.measure, asked.movement
    if bound.role is Role.SIZE and movement is Movement.MAINTAIN:
        return TargetKind.ABSOLUTE  # "sustain growth of 7%": the growth is what is measured
    if bound.role in (Role.BY, Role.SIZE):
        return TargetKind.CHANGE
    if measure.sign:
        return TargetKind.CHANGE
    if (
        bound.role in (Role.TO, Role.WITHIN, Role.STATE, Role.PLACE)
        or movement is Movement.MAINTAIN
    ):
        return TargetKind.ABSOLUTE
    if measure.word == "fold":
        return TargetKind.CHANGE
    if bound.role is Role.LIMIT and (bound.state_limit or measure.unit != "percent"):
        return TargetKind.ABSOLUTE
    if movement in (Movement.INCREASE, Movement.DECREASE):
        return TargetKind.CHANGE
    return TargetKind.ABSOLUTE


_SCORES = words("nps score scores rating ratings index grade grades promoter marks csat")


def _unit(sentence: Sentence, measure: Measure, change: bool) -> str:
    if measure.bare and measure.unit == "count":
        return _counted_time(sentence, measure) or "count"
    if measure.unit != "point":
        return measure.unit
    if change and not _SCORES.intersection(sentence.words[:60]):
        return "percentage_point"
    return "count"


def _counted_time(sentence: Sentence, measure: Measure) -> str | None:
    """The unit of time that the subject itself counts: "training hours per head to 32"."""
    if sentence.is_word(measure.end) and sentence.words[measure.end] not in _ENDS:
        return None
    before = sentence.words[: measure.start]
    for word, following in pairwise(before):
        if word in ("hours", "minutes", "days", "weeks") and following in _COUNTED:
            return DURATIONS[word]
    return None


_ENDS = words("in by per within on for from to and at until before")
_COUNTED = words("per of sales lost spent worked from increased reduced cut")
_MULTIPLES = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5}


def multiple_of(sentence: Sentence, asked: Asked) -> TargetQuantity | None:
    """The multiple that a verb names by itself: "double", "halve"."""
    if asked.start < 0:
        return None
    verb = VERBS.get(sentence.words[asked.start])
    value = _MULTIPLES.get(verb.lemma) if verb else None
    return TargetQuantity(value, "ratio", TargetKind.CHANGE) if value else None


def movement_between(bound: list[Bound], target: Bound | None) -> Movement | None:
    """Up or down from the baseline to the target, or None."""
    baseline = next((each for each in bound if each.role is Role.BASELINE), None)
    if target is None or baseline is None or baseline.measure.unit != target.measure.unit:
        return None
    if target.role in (Role.BY, Role.SIZE) or baseline.measure.value == target.measure.value:
        return None
    rises = target.measure.value > baseline.measure.value
    return Movement.INCREASE if rises else Movement.DECREASE
