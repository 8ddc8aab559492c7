"""A number and the unit written after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.understanding.numerals import digits, numeral_at
from service.understanding.sentences import Sentence
from service.understanding.units import CODES, CURRENCY_MARKS, CURRENCY_WORDS, DURATIONS, PHYSICAL
from service.understanding.vocabulary import words

FREQUENT = words("a per every each an weekly daily monthly annually yearly")
SHARE_LEADS = words(
    "by to from than least about nearly almost roughly in up over under additional another "
    "around approximately further down off"
)
CALLED = words("old olds year-old year-olds")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity where it stands in the sentence.

    Attributes:
        start: Index of its first token, a currency mark or sign included.
        end: Index after its last token.
        value: Finite, zero or more, as written.
        unit: As in ``Quantity``; "point" until it is known what is spoken of.
        bare: Written without any unit.
        multiplier: As in ``Numeral``.
        sign: "+", "-" or "".
        word: A share or multiple in words that is no plain number: "half", "fold", "times".
    """

    start: int
    end: int
    value: float
    unit: str
    bare: bool = False
    multiplier: float = 1.0
    sign: str = ""
    word: str = ""


def with_unit(sentence: Sentence, base: Measure) -> Measure | None:
    """The unit after a number, or None when what follows makes it a name."""
    end, value = base.end, base.value
    word = sentence.word(end)
    glued = sentence.glued(end)
    if word == "-" and glued and sentence.glued(end + 1) and sentence.is_word(end + 1):
        return _hyphenated(sentence, base, sentence.word(end + 1))
    if word == "%":
        after = sentence.word(end + 1).lstrip("-")
        if after == "-":
            after = sentence.word(end + 2)
            if after in ("points", "point"):
                return replace(base, end=end + 3, unit="percentage_point")
        if after in ("points", "point", "pts", "pt"):
            return replace(base, end=end + 2, unit="percentage_point")
        return replace(base, end=end + 1, unit="percent")
    if word in ("percent", "pct", "percentage", "procent"):
        if sentence.word(end + 1) in ("points", "point", "pts"):
            return replace(base, end=end + 2, unit="percentage_point")
        return replace(base, end=end + 1, unit="percent")
    if word == "per" and sentence.word(end + 1) == "cent":
        return replace(base, end=end + 2, unit="percent")
    if word in ("pp", "pps", "ppt", "ppts", "percentage-point", "percentage-points"):
        return replace(base, end=end + 1, unit="percentage_point")
    if word in ("points", "point", "pts"):
        return replace(base, end=end + 1, unit="point")
    if word in ("bps", "bp") or (word == "basis" and sentence.word(end + 1).startswith("point")):
        skip = 2 if word == "basis" else 1
        return replace(base, end=end + skip, unit="percentage_point", value=value / 100)
    if word in ("am", "pm", "o'clock"):
        return None
    if word == "x" and value >= 100:
        return None  # "802.1X"
    if word == "x" or (word == "fold" and glued):
        return replace(base, end=end + 1, unit="ratio", word="fold")
    if word == "times":
        if sentence.word(end + 1) in FREQUENT:
            return replace(base, end=end + 1, unit="count", word="frequency")
        if value >= 100:  # "downloaded 1 million times"
            return replace(base, end=end + 1, unit="count")
        return replace(base, end=end + 1, unit="ratio", word="fold")
    if word in CODES and sentence.tokens[end].text.isupper():
        return replace(base, end=end + 1, unit=word.upper())
    if word == "us" and sentence.word(end + 1) in ("dollars", "dollar"):
        return replace(base, end=end + 2, unit="USD")
    if (word in CURRENCY_MARKS and word != "$") or (
        word == "$" and not sentence.is_number(end + 1)
    ):
        return replace(base, end=end + 1, unit=CURRENCY_MARKS[word])
    if word in CURRENCY_WORDS and not (word.startswith("pound") and _is_weight(sentence)):
        return replace(base, end=end + 1, unit=CURRENCY_WORDS[word])
    if (duration := _duration(sentence, end, glued)) is not None:
        unit, after_unit = duration
        if sentence.word(after_unit) in CALLED or (
            sentence.word(after_unit) == "of" and sentence.word(after_unit + 1) == "age"
        ):
            return None
        return replace(base, end=after_unit, unit=unit)
    if (odds := _odds(sentence, base)) is not None:
        return odds
    if glued and sentence.is_word(end):
        physical = _is_physical(sentence.tokens[end].text, word)
        return replace(base, end=end + 1, unit="count", bare=False) if physical else None
    if glued and word == "/" and sentence.is_number(end + 1):
        return None  # "24/7"
    if glued and word in ("/", "-") and sentence.glued(end + 1) and not sentence.is_number(end + 1):
        return None
    return replace(base, unit="count", bare=True)


def _hyphenated(sentence: Sentence, base: Measure, word: str) -> Measure | None:
    """ "a 20-percent cut", "a 15-minute response time"; "a 5-star hotel" is a name."""
    end = base.end + 2
    if word in ("percent", "per"):
        return replace(base, end=end + (word == "per"), unit="percent")
    if word in ("point", "points"):
        return replace(base, end=end, unit="point")
    if word == "percentage":
        return replace(base, end=end + 2, unit="percentage_point")
    if word == "fold":
        return replace(base, end=end, unit="ratio", word="fold")
    if sentence.word(end) in _LASTING:
        return None  # "a 10-year contract"
    if word in DURATIONS and sentence.word(base.start - 1) in ("a", "an", "than", "under", "sub"):
        return replace(base, end=end, unit=DURATIONS[word])
    return None


_LASTING = words(
    "contract lease plan agreement deal programme program strategy term degree course loan bond "
    "warranty guarantee partnership concession licence license tenancy roadmap old"
)


def _duration(sentence: Sentence, index: int, glued: bool) -> tuple[str, int] | None:
    word = sentence.word(index)
    if word in ("working", "business", "calendar", "full", "consecutive", "more", "extra"):
        unit = DURATIONS.get(sentence.word(index + 1))
        return (unit, index + 2) if unit and sentence.word(index + 1) != "second" else None
    unit = DURATIONS.get(word)
    if unit is None or (len(word) == 1 and not glued):
        return None
    return unit, index + 1


def _odds(sentence: Sentence, base: Measure) -> Measure | None:
    """ "1 in 10" is 10 percent; "4.5 out of 5" is a score of 4.5; "3:1" is a ratio of 3."""
    end, word = base.end, sentence.word(base.end)
    if word == ":" and sentence.glued(end) and sentence.glued(end + 1):
        if sentence.word(end + 1) == "1":
            return replace(base, end=end + 2, unit="ratio")
        return None
    if word == "/" and sentence.glued(end) and sentence.glued(end + 1):
        whole = digits(sentence.word(end + 1)) if sentence.is_number(end + 1) else None
        if whole in (5.0, 10.0, 100.0) and base.value <= whole:
            return replace(base, end=end + 2, unit="count")
        if base.value == 1 and whole in (2.0, 3.0, 4.0):
            return replace(base, end=end + 2, unit="percent", value=100.0 / whole, word="share")
        return None
    out_of = word == "out" and sentence.word(end + 1) == "of"
    if not out_of and word != "in":
        return None
    other = numeral_at(sentence, end + (2 if out_of else 1))
    if other is None or other.value < base.value or other.value < 2:
        return None
    if word == "in":
        if base.value != int(base.value) or other.value != int(other.value) or other.value > 1e6:
            return None
        if base.value > 10 or sentence.word(other.end) in DURATIONS:
            return None
        return replace(base, end=other.end, unit="percent", value=100 * base.value / other.value)
    following = sentence.word(other.end)
    if sentence.is_word(other.end) and following.endswith("s") and len(following) > 3:
        return replace(base, end=other.end, unit="percent", value=100 * base.value / other.value)
    return replace(base, end=other.end, unit="count")


def _is_physical(written: str, word: str) -> bool:
    """Whether letters that touch a number are a unit: "5s" is, "5S", "3G" and "12c" are names."""
    return written in _LETTERS if len(word) == 1 else word in PHYSICAL


_LETTERS = words("g s t l L C F")


def _is_weight(sentence: Sentence) -> bool:
    return any(
        word in ("lose", "weight", "gain", "weigh", "losing") for word in sentence.words[:40]
    )
