"""Whether a target's numbers were given, read by other means than production reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evals.suggestion.shown_arithmetic import SHOWN, follows, numbers, same
from service.domain.recommendation import Target

_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
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


def honesty(target: Target, text: str, name: str = "") -> float:
    """1 when every number of the target was given or follows by arithmetic that it shows; else 0.

    Dates are left to the test of understanding: "next year" gives a year that no text holds.
    What a history adds is not looked at; no objective of the gold comes with one.

    Args:
        target: What is claimed.
        text: The objective, whose numbers in digits and words are given.
        name: The KPI's, which may hold numbers that nobody claims.
    """
    given = list(_numbers_in(text))
    derived: list[float] = []
    for line in target.arithmetic:
        results = follows(line, [*given, *derived])
        if results is None:
            return 0.0
        derived += results
    known = [*given, *derived]
    sound = all(any(same(number, other) for other in known) for number in claimed(target, name))
    return float(sound and _on_a_line(target, derived))


def claimed(target: Target, name: str = "") -> list[float]:
    """Sizes of all numbers of a target but for its arithmetic, its milestones and dates."""
    quantities = [target.value, target.baseline, target.reach]
    sizes = [abs(quantity.value) for quantity in quantities if quantity is not None]
    for text in (target.sentence.replace(name, "") if name else target.sentence, *target.notes):
        sizes += numbers(_DATE.sub("", text))
    return sizes


def _on_a_line(target: Target, derived: Sequence[float]) -> bool:
    """Whether the milestones lie between the baseline, as given or converted, and the target."""
    points = [(point.share, point.value) for point in target.milestones if point.value is not None]
    if not points:
        return True
    if target.reach is None or target.baseline is None or points[-1] != (1, target.reach.value):
        return False
    end = target.reach.value
    return any(
        all(_between(start, end, share, value) for share, value in points)
        for start in (target.baseline.value, *derived)
    )


def _between(start: float, end: float, share: float, value: float) -> bool:
    # Shares are shown with two decimals, values as whole counts or with four digits.
    rounding = 0.005 * abs(end - start) + max(SHOWN * abs(value), 0.5 * value.is_integer())
    return abs(start + share * (end - start) - value) <= rounding


def _numbers_in(text: str) -> Iterator[float]:
    yield from numbers(text)
    for digits, scale in _SCALED.findall(text):
        yield float(digits.replace(",", "")) * _SCALES[scale.lower()]
    for word in re.findall(r"[a-z]+", text.lower()):
        yield from _WORDS.get(word, ())
