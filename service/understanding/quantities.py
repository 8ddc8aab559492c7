"""Quantities: a number with its unit, where it stands, and what is only the name of something."""

from __future__ import annotations

from dataclasses import replace

from service.domain.objective import Movement
from service.understanding.designations import AGES, NAMING, RANGE, is_name
from service.understanding.measures import FREQUENT, SHARE_LEADS, Measure, with_unit
from service.understanding.numerals import FRACTIONS, SMALL, numeral_at, share_at
from service.understanding.sentences import Sentence
from service.understanding.units import ABBREVIATED, CODES, CURRENCY_MARKS, PREFIXES
from service.understanding.verbs import VERBS

#: Words that quantities begin with, but for those with a hyphen and those that end in "fold".
_OPENING = (
    frozenset({"a", "an", "half", "twice", "factor", *SMALL, *FRACTIONS})
    | ABBREVIATED.keys()
    | PREFIXES.keys()
    | CURRENCY_MARKS.keys()
    | frozenset(CODES)
)


def measures_in(sentence: Sentence, taken: list[bool]) -> list[Measure]:
    """Every quantity of the sentence that is not part of a date or of a name, in order."""
    found: list[Measure] = []
    index = 0
    while index < len(sentence):
        if taken[index] or (sentence.is_word(index) and not _may_open(sentence.words[index])):
            index += 1
            continue
        measure = _measure_at(sentence, index)
        if measure is None:
            index = max(_after_name(sentence, index), index + 1)
            continue
        if measure.end <= len(taken) and not any(taken[measure.start : measure.end]):
            index = measure.end
            if not is_name(sentence, measure):
                found.append(measure)
            elif measure.bare and _opens_list(sentence, measure):
                index += 2
        else:
            index += 1
    return _ranges(sentence, found)


def _may_open(word: str) -> bool:
    """Whether a quantity can begin with a word; most words are passed over by this."""
    return word in _OPENING or "-" in word or word.endswith("fold")


def _opens_list(sentence: Sentence, measure: Measure) -> bool:
    """Whether the next number names as well: "aged 50 to 70", "scope 1 and 2"."""
    named = sentence.word(measure.start - 1) in AGES | NAMING
    return named and sentence.word(measure.end) in RANGE


def _after_name(sentence: Sentence, index: int) -> int:
    """Past a number that touches letters, slashes or hyphens: "24/7", "1e999", "30-day"."""
    if not sentence.is_number(index):
        return index + 1
    index += 1
    while sentence.glued(index) and index < len(sentence) and sentence.words[index] not in ",;.)%":
        index += 1
    return index


def _measure_at(sentence: Sentence, index: int) -> Measure | None:
    start, money, sign = index, "", ""
    word = sentence.words[index]
    signed = sentence.is_number(index + 1) or sentence.word(index + 1) in CURRENCY_MARKS
    if word in "+-" and signed and sentence.glued(index + 1):
        if sentence.glued(index) and sentence.is_number(index - 1):
            return None
        sign, index = word, index + 1
        word = sentence.words[index]
    if (
        word in ABBREVIATED
        and (len(word) > 1 or sentence.glued(index + 1))
        and sentence.is_number(_past_dot(sentence, index + 1))
    ):
        money, index = ABBREVIATED[word], _past_dot(sentence, index + 1)
    elif word in PREFIXES and sentence.word(index + 1) == "$" and _is_prefix(sentence, index):
        money, index = PREFIXES[word], index + 2
    elif word in CURRENCY_MARKS:
        money, index = CURRENCY_MARKS[word], index + 1
    elif word in CODES and _is_code(sentence, index):
        money, index = word.upper(), index + 1
    if index >= len(sentence):
        return None
    if not money:
        if (share := _share(sentence, index)) is not None:
            return replace(share, start=start)
        if (fold := _fold(sentence, index)) is not None:
            return replace(fold, start=start)
    number = numeral_at(sentence, index, money=bool(money))
    if number is None:
        return None
    base = Measure(start, number.end, number.value, money, False, number.multiplier, sign)
    if money:
        return base
    return with_unit(sentence, base)


def _past_dot(sentence: Sentence, index: int) -> int:
    return index + (sentence.word(index) == "." and sentence.glued(index))


def _is_prefix(sentence: Sentence, index: int) -> bool:
    """Whether letters before "$" name the country: "A$4m", but not "a $4m round"."""
    return sentence.glued(index + 1) or len(sentence.words[index]) > 1


def _is_code(sentence: Sentence, index: int) -> bool:
    """Whether it is a currency and an amount follows; "PHP 8" is a language."""
    if not sentence.tokens[index].text.isupper() or not sentence.is_number(index + 1):
        return False
    return sentence.words[index] != "php" or len(sentence.words[index + 1]) > 1


def _share(sentence: Sentence, index: int) -> Measure | None:
    word = sentence.words[index]
    if sentence.is_number(index) or not sentence.is_word(index):
        if sentence.word(index + 1) == "/" and sentence.glued(index + 1):
            return None
        return None
    if word in FRACTIONS:
        return Measure(index, index + 1, 100 * FRACTIONS[word], "percent", word="share")
    share = share_at(sentence, index)
    if share is None:
        return None
    before, after = sentence.word(index - 1), sentence.word(share.end)
    if (word == "half" and after in ("a", "an")) or before == "per":
        return None
    if before in SHARE_LEADS or after == "of" or word in SMALL or "-" in word or before in VERBS:
        return Measure(
            index, share.end, share.value, "percent", word="half" if word == "half" else "share"
        )
    return None


def _fold(sentence: Sentence, index: int) -> Measure | None:
    """ "threefold", "twice", "a factor of 3"."""
    word = sentence.words[index]
    if word.endswith("fold"):
        value = SMALL.get(word[:-4].rstrip("-"))
        if value is None and word.startswith("hundred"):
            value = 100
        return Measure(index, index + 1, float(value), "ratio", word="fold") if value else None
    if word == "twice":
        if sentence.word(index + 1) in FREQUENT:
            return Measure(index, index + 1, 2.0, "count", word="frequency")
        return Measure(index, index + 1, 2.0, "ratio", word="fold")
    if word == "factor" and sentence.word(index + 1) == "of":
        number = numeral_at(sentence, index + 2)
        return Measure(index, number.end, number.value, "ratio", word="fold") if number else None
    return None


def _ranges(sentence: Sentence, measures: list[Measure]) -> list[Measure]:
    """Take the first, more modest end of a range: "10-15%", "between 5 and 8 days"."""
    kept: list[Measure] = []
    skip = False
    for place, measure in enumerate(measures):
        if skip:
            skip = False
            continue
        following = measures[place + 1] if place + 1 < len(measures) else None
        if following is not None and _is_range(sentence, measure, following):
            if measure.bare or not measure.unit:
                scale = following.multiplier if measure.multiplier == 1 else 1.0
                measure = replace(
                    measure, unit=following.unit, value=measure.value * scale, bare=following.bare
                )
            measure = replace(measure, end=following.end)
            skip = True
        kept.append(measure)
    return kept


def _opens_moving(sentence: Sentence) -> bool:
    verb = VERBS.get(sentence.word(0))
    return verb is not None and verb.movement is not Movement.ACHIEVE


def _is_range(sentence: Sentence, first: Measure, second: Measure) -> bool:
    between = sentence.words[first.end : second.start]
    before = sentence.word(first.start - 1)
    if between == ("-",):
        return True
    if between == ("and",):
        return before == "between"
    if between == ("to",) and before == "of" and _opens_moving(sentence):
        return False  # "bring the rate of 11% to 6%"
    if between == ("to",) and (first.bare or first.unit == second.unit):
        return before in ("by", "of", "least", "about", "between", "hire", "within", "additional")
    return between == ("or",) and before != "from"
