"""Whether a target's numbers were given, read by other means than production reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.domain.recommendation import Target

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9}
_SCALED = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(k|m|bn|b|thousand|million|billion)\b", re.IGNORECASE)
_WORDS = {
    "half": (0.5, 50.0), "halve": (0.5, 50.0), "halving": (0.5, 50.0), "double": (2.0, 100.0),
    "doubling": (2.0, 100.0), "twice": (2.0,), "triple": (3.0, 200.0), "treble": (3.0, 200.0),
    "quadruple": (4.0,), "third": (100 / 3, 1 / 3), "thirds": (200 / 3, 2 / 3),
    "quarter": (25.0, 0.25), "quarters": (75.0, 0.75), "fifth": (20.0, 0.2), "tenth": (10.0, 0.1),
    "dozen": (12.0,), "zero": (0.0,), "no": (0.0,), "none": (0.0,), "all": (100.0,),
    "every": (100.0,), "eliminate": (0.0, 100.0), "one": (1.0,), "two": (2.0,), "three": (3.0,),
    "four": (4.0,), "five": (5.0,), "six": (6.0,), "seven": (7.0,), "eight": (8.0,),
    "nine": (9.0,), "ten": (10.0,), "eleven": (11.0,), "twelve": (12.0,), "fifteen": (15.0,),
    "twenty": (20.0,), "thirty": (30.0,), "forty": (40.0,), "fifty": (50.0,), "hundred": (100.0,),
}  # fmt: skip
_TOLERANCE = 1e-4


def honesty(target: Target, text: str) -> float:
    """1 when every number of the target is in the objective's text, in digits or words; else 0.

    Dates are left to the test of understanding: "next year" gives a year that no text holds.
    """
    given = list(_numbers_in(text))
    claimed = [value.value for value in (target.value, target.baseline) if value is not None]
    claimed += _numbers_of_sentence(target)
    return float(all(any(_same(number, other) for other in given) for number in claimed))


def _numbers_of_sentence(target: Target) -> list[float]:
    """Numbers between the KPI's name, which may hold some, and the deadline."""
    _, _, rest = target.sentence.rpartition(" from ")
    numbers, _, _ = rest.rpartition(" by ")
    return [float(found.replace(",", "")) for found in _NUMBER.findall(numbers)]


def _numbers_in(text: str) -> Iterator[float]:
    for found in _NUMBER.findall(text):
        yield float(found.replace(",", ""))
    for digits, scale in _SCALED.findall(text):
        yield float(digits.replace(",", "")) * _SCALES[scale.lower()]
    for word in re.findall(r"[a-z]+", text.lower()):
        yield from _WORDS.get(word, ())


def _same(first: float, second: float) -> bool:
    return abs(first - second) <= _TOLERANCE * max(1.0, abs(first), abs(second))
