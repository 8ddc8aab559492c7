"""The amounts that a text names, brought to one form: "one in five" is 20%, an hour 60 minutes."""

from __future__ import annotations

from datetime import date

from service.understanding.deadlines import dates_in
from service.understanding.numerals import numeral_at
from service.understanding.quantities import measures_in
from service.understanding.sentences import Sentence, split

#: Kind and value; kinds are ``share`` (in percent), ``minute`` and other units as read.
Amount = tuple[str, float]
_MINUTES = {"minute": 1.0, "hour": 60.0, "day": 1_440.0, "week": 10_080.0}
_OF = frozenset({"in", "of"})
#: "14 pupils in every hundred": so many words may stand between.
_BETWEEN = 3
_WHOLES = frozenset({3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 20.0, 25.0, 30.0, 40.0, 50.0, 100.0, 1e3})
#: "19 of 20" is a share, "2 of 12 sites" a number of sites.
_ROUND = frozenset({10.0, 20.0, 100.0, 1e3})


def amounts_in(text: str, today: date) -> frozenset[Amount]:
    """All amounts of a text, dates aside.

    Args:
        text: A goal.
        today: The day from which "next year" counts.
    """
    sentence = split(text)
    taken = [False] * len(sentence)
    for dated in dates_in(sentence, today):
        taken[dated.start : dated.end] = [True] * (dated.end - dated.start)
    found: set[Amount] = set()
    for start, end, share in _shares(sentence):
        found.add(("share", round(share, 1)))
        taken[start:end] = [True] * (end - start)
    for measure in measures_in(sentence, taken):
        if not any(taken[measure.start : measure.end]):
            found.add(amount_of(measure.value, measure.unit))
    return frozenset(found)


def amount_of(value: float, unit: str) -> Amount:
    """A quantity in the form that amounts are compared in."""
    if unit in _MINUTES:
        return "minute", value * _MINUTES[unit]
    if unit in ("percent", "percentage_point"):
        return "share", round(value, 1)
    return unit, value


def complement(amount: Amount) -> Amount | None:
    """What is left of a whole: 5% lost is 95% kept; None of what is no share."""
    kind, value = amount
    return (kind, round(100 - value, 1)) if kind == "share" and 0 < value < 100 else None


def _shares(sentence: Sentence) -> list[tuple[int, int, float]]:
    """First token, token after the last, and percent of each "N in M" and "N of every M"."""
    found = []
    index = 0
    while index < len(sentence):
        part = numeral_at(sentence, index)
        if part is None and sentence.word(index) == "one":
            part_value, after = 1.0, index + 1
        elif part is None:
            index += 1
            continue
        else:
            part_value, after = part.value, part.end
        share = _whole_after(sentence, after)
        if share and part_value <= share[0]:
            found.append((index, share[1], 100 * part_value / share[0]))
            index = share[1]
        else:
            index = max(after, index + 1)
    return found


def _whole_after(sentence: Sentence, start: int) -> tuple[float, int] | None:
    for at in range(start, min(start + _BETWEEN + 1, len(sentence))):
        if sentence.word(at) not in _OF:
            if not sentence.is_word(at):
                return None
            continue
        every = sentence.word(at + 1) in ("every", "each")
        place = at + 2 if every else at + 1
        if every and sentence.word(place) == "hundred":
            return 100.0, place + 1
        whole = numeral_at(sentence, place)
        if whole is None or whole.value not in (
            _ROUND if sentence.word(at) == "of" and not every else _WHOLES
        ):
            return None
        return whole.value, whole.end
    return None
