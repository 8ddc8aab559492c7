"""Numbers in digits and in words, with their multipliers ("1.5 million", "two dozen")."""

from __future__ import annotations

import re
from typing import NamedTuple

from service.understanding.sentences import Sentence
from service.understanding.vocabulary import ordered

_LONGEST = 18  # digits; more is noise, not a number that anybody aims at

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")

_ONES = ordered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = ordered("twenty thirty forty fifty sixty seventy eighty ninety")
SMALL: dict[str, int] = {word: value for value, word in enumerate(_ONES)}
SMALL |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
SMALL |= {
    f"{tens}-{ones}": 20 + 10 * place + value
    for place, tens in enumerate(_TENS)
    for value, ones in enumerate(_ONES[1:10], start=1)
}
MULTIPLIERS: dict[str, float] = {
    "hundred": 1e2,
    "dozen": 12,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "mn": 1e6,
    "mln": 1e6,
    "mil": 1e6,
    "mm": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
}
# Letters that multiply only when they touch the digits or follow an amount of money.
TIGHT_MULTIPLIERS: dict[str, float] = {"m": 1e6, "b": 1e9}

_DENOMINATORS: dict[str, float] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip


FRACTIONS = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75, "\u2153": 1 / 3, "\u2154": 2 / 3}


_HALVED = ordered("percentage percent point hour day year minute month")


class Numeral(NamedTuple):
    """A number read from the text.

    Attributes:
        value: Finite, zero or more.
        end: Index of the token after it.
        multiplier: What the written digits were multiplied by ("2 million": 1e6), else 1.
    """

    value: float
    end: int
    multiplier: float = 1.0


def digits(text: str) -> float | None:
    """The value of digits with separators ("1,200.5", "1.200.000"), or None if malformed."""
    if len(text) > _LONGEST:
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if text.count(",") == 1 and "." not in text:  # "2,5" as written on the European continent
        return float(text.replace(",", "."))
    return None


def numeral_at(sentence: Sentence, index: int, money: bool = False) -> Numeral | None:
    """The number that starts at a token, in digits or words, with its multiplier.

    Args:
        sentence: Where to read.
        index: Token to start at.
        money: Whether a currency came before, so that "$2 m" means two million.
    """
    if sentence.is_number(index):
        value = digits(sentence.words[index])
        if value is None:
            return None
        end = index + 1
        if sentence.word(end) in FRACTIONS:  # "2\u00bd hours"
            return Numeral(value + FRACTIONS[sentence.words[end]], end + 1)
        # "1 200 000": groups of three digits apart by single blanks
        if value == int(value) and value < 1000 and len(sentence.words[index]) <= 3:
            while end < index + 5 and _is_group(sentence, end):
                value = value * 1000 + float(sentence.words[end])
                end += 1
        return _multiplied(sentence, value, end, money)
    return _in_words(sentence, index)


def _is_group(sentence: Sentence, index: int) -> bool:
    return (
        sentence.is_number(index)
        and len(sentence.words[index]) == 3
        and sentence.words[index].isdigit()
        and sentence.tokens[index].start == sentence.tokens[index - 1].end + 1
    )


def _multiplied(sentence: Sentence, value: float, end: int, money: bool) -> Numeral:
    total = 1.0
    for _ in range(2):  # "2 hundred thousand"
        word = sentence.word(end)
        factor = MULTIPLIERS.get(word)
        if factor is None and (money or sentence.glued(end)):
            factor = TIGHT_MULTIPLIERS.get(word)
        if factor is None or (word in ("k", "mm", "mil") and not (money or sentence.glued(end))):
            break
        total *= factor
        end += 1
    return Numeral(value * total, end, total)


def _in_words(sentence: Sentence, index: int) -> Numeral | None:
    word = sentence.word(index)
    if word in ("a", "an"):
        factor = MULTIPLIERS.get(sentence.word(index + 1))
        if factor is None or len(sentence.word(index + 1)) < 4:
            return None
        return _multiplied(sentence, 1.0, index + 1, False)
    if word == "half" and sentence.word(index + 1) in ("a", "an"):  # half a million
        if sentence.word(index + 2) in _HALVED:
            return Numeral(0.5, index + 2)
        factor = MULTIPLIERS.get(sentence.word(index + 2))
        return Numeral(factor / 2, index + 3, factor) if factor else None
    value = SMALL.get(word)
    if value is None:
        return None
    total, end = float(value), index + 1
    if value >= 20 and value % 10 == 0 and 1 <= SMALL.get(sentence.word(end), 0) <= 9:
        total += SMALL[sentence.word(end)]
        end += 1
    if sentence.word(end) == "hundred":
        total *= 100
        end += 1
        rest = end + 1 if sentence.word(end) == "and" else end
        if (more := SMALL.get(sentence.word(rest))) is not None:
            total += more
            end = rest + 1
            if more >= 20 and more % 10 == 0 and 1 <= SMALL.get(sentence.word(end), 0) <= 9:
                total += SMALL[sentence.word(end)]
                end += 1
    if sentence.words[end : end + 3] == ("and", "a", "half"):
        total += 0.5
        end += 3
    return _multiplied(sentence, total, end, False)


def share_at(sentence: Sentence, index: int) -> Numeral | None:
    """A share in words ("a third", "two-thirds", "half") as a percentage, or None."""
    word = sentence.word(index)
    if word == "half":
        end = index + 1
        return Numeral(50.0, end)
    top, _, bottom = word.partition("-")
    end = index + 1
    if not bottom:
        bottom = sentence.word(index + 1)
        end = index + 2
    parts = _DENOMINATORS.get(bottom)
    count = 1 if top in ("a", "an", "one") else SMALL.get(top)
    if parts is None or count is None or not 0 < count <= parts:
        return None
    return Numeral(100.0 * count / parts, end)
