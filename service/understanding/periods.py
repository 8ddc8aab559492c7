"""Names of periods: years, quarters, months, days, seasons and what stands for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from service.understanding import calendars
from service.understanding.calendars import Period
from service.understanding.sentences import Sentence
from service.understanding.vocabulary import ordered, words
from service.understanding.written_dates import MONTHS, digits_at, month_at
from service.understanding.years import OTHER_YEARS, Named, fiscal_end, year_after, year_at

_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ordered("monday tuesday wednesday thursday friday saturday sunday")
    )
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_EDGES = {
    "end": "end", "close": "end", "ending": "end", "start": "start", "beginning": "start",
    "middle": "mid", "mid": "mid", "midpoint": "mid", "early": "early", "late": "end",
    "later": "end", "opening": "start",
}  # fmt: skip
_ABBREVIATED_ENDS = {"eoy": "year", "eoq": "quarter", "eom": "month", "eow": "week"}
_HYPHENED_ENDS = {
    "year-end": "year", "yearend": "year", "quarter-end": "quarter", "month-end": "month",
}  # fmt: skip
_UNITS = words("week month quarter half year decade")


def period_at(sentence: Sentence, index: int, today: date) -> Named | None:
    """The period whose name starts at a token, with "end of" and alike, or None."""
    word = sentence.words[index]
    if word in _ABBREVIATED_ENDS:
        return _end_of(sentence, index, _ABBREVIATED_ENDS[word], today)
    if word in _HYPHENED_ENDS:
        ended = _end_of(sentence, index, _HYPHENED_ENDS[word], today)
        return replace(ended, needs_lead=ended.end == index + 1)
    prefix, _, rest = word.partition("-")
    if prefix in _EDGES and rest:
        rest = rest.removeprefix("of-")
        inner = _core(sentence, index, rest, today) or _unit_end(sentence, index, rest, today)
        edged = _edged(_EDGES[prefix], inner) if inner else None
        return _to_come(edged, today) if edged and rest == "year" else edged
    if word in _EDGES:
        place = index + 1
        while sentence.word(place) in ("of", "the", "in") and place < index + 4:
            place += 1
        inner = _core(sentence, place, sentence.word(place), today)
        if inner is None and sentence.word(place) in _UNITS:
            inner = Named(place + 1, calendars.current(sentence.word(place), today))
        if inner is None:
            return None
        if _EDGES[word] == "early" or word in ("late", "later"):
            return _edged(_EDGES[word], inner) if place == index + 1 or inner.period else None
        return _edged(_EDGES[word], inner)
    return _core(sentence, index, word, today)


def _to_come(named: Named, today: date) -> Named:
    """The same part of next year where this year's has passed: "by mid-year"."""
    period = named.period
    if period is None or period.last >= today:
        return named
    return replace(named, period=calendars.half_of(today.year + 1, 1))


def _unit_end(sentence: Sentence, index: int, unit: str, today: date) -> Named | None:
    return _end_of(sentence, index, unit, today) if unit in _UNITS else None


def _end_of(sentence: Sentence, index: int, unit: str, today: date) -> Named:
    """ "EOY", "year-end" and alike, with a year after it or not."""
    place = index + 1
    if sentence.word(place) == "of":
        place += 1
    year = year_at(sentence, place)
    if year and unit == "year":
        return Named(place + 1, calendars.months_of(year, 1, 12), edge_end=True)
    if sentence.word(place).startswith("fy"):
        return Named(place + 1, None)
    return Named(index + 1, calendars.current(unit, today), edge_end=True)


def _edged(edge: str, named: Named) -> Named:
    period = named.period
    if period is None:
        return named
    days = (period.last - period.first).days + 1
    if edge == "end":
        return replace(named, edge_end=True, bare_year=False, needs_lead=False)
    if edge == "start":
        period = Period(period.first, period.first)
        named = replace(named, edge_start=True)
    elif days > 300:
        year = period.last.year
        period = calendars.half_of(year, 1) if edge == "mid" else calendars.quarter_of(year, 1)
    else:
        # the first third, or up to the middle
        last = period.first + timedelta(
            days=(days + 1) // 2 - 1 if edge == "mid" else days // 3 - 1
        )
        period = Period(period.first, last)
    return replace(named, period=period, bare_year=False, needs_lead=False)


def _core(sentence: Sentence, index: int, word: str, today: date) -> Named | None:
    """A period without "end of" and alike; ``word`` replaces the token's own text."""
    if not word:
        return None
    first = word[0]
    if first.isdigit():
        return digits_at(sentence, index, word, today)
    if first in "qhf" and (named := _quarter(sentence, index, word, today)):
        return named
    if word in MONTHS:
        return month_at(sentence, index, word, today)
    if word in _ORDINALS:
        return _ordinal_part(sentence, index, today)
    if word in ("this", "next", "current", "coming", "the"):
        return _relative(sentence, index, today)
    if word == "fall" and sentence.word(index - 1) in ("to", "and"):
        return None  # "costs are to fall from 9 to 7"
    if word in _SEASONS or word == "winter":
        return _season(sentence, index, word, today)
    if word in OTHER_YEARS and sentence.word(index + 1) in ("year", "quarter"):
        return Named(fiscal_end(sentence, index), None)
    if word == "fiscal" and year_at(sentence, index + 1):
        return Named(index + 2, None)
    if word in _UNITS or word == "year's":
        if sentence.word(index + 1) == "end":
            return replace(_end_of(sentence, index + 1, word.removesuffix("'s"), today))
        if word == "year" and (year := year_at(sentence, index + 1)):
            return Named(index + 2, calendars.months_of(year, 1, 12))
        if sentence.word(index - 1) == "the" and sentence.word(index - 2) in (
            "within", "during", "by", "before",
        ):  # fmt: skip
            return Named(index + 1, calendars.current(word, today))
        return None
    if word in ("christmas", "xmas"):
        day = date(today.year, 12, 25)
        day = day if day >= today else date(today.year + 1, 12, 25)
        return Named(index + 1, Period(day, day), needs_lead=True)
    if word in ("today", "tonight", "tomorrow"):
        day = today + timedelta(days=word == "tomorrow")
        return Named(index + 1, Period(day, day), needs_lead=True)
    if word in _WEEKDAYS:
        if sentence.is_word(index + 1) and sentence.tokens[index + 1].text.istitle():
            return None  # "the Sunday Times"
        if sentence.word(index - 1) == "on":
            return None  # "freeze the schedule on Thursday" is of every week
        day = calendars.weekday_after(today, _WEEKDAYS[word])
        return Named(index + 1, Period(day, day), needs_lead=True)
    return None


def _quarter(sentence: Sentence, index: int, word: str, today: date) -> Named | None:
    """ "Q3", "H1 2027", "Q3/2027", "FY27", "Q3FY28"."""
    if word.startswith("fy") and (word == "fy" or word[2:].isdigit()):
        return Named(fiscal_end(sentence, index), None)
    if word[2:4] == "fy" and word[1:2].isdigit():
        return Named(index + 1, None)
    period = calendars.quarter_in(word, today.year)
    if period is None:
        return None
    year, end, fiscal = year_after(sentence, index + 1)
    if fiscal:
        return Named(end, None)
    if year is not None:
        return Named(end, calendars.quarter_in(word, year))
    attribute = sentence.is_word(index + 1) and len(sentence.word(index + 1)) > 4
    if sentence.word(index - 1) == "the" and attribute and sentence.word(index - 2) != "by":
        return None  # "the Q3 newsletter"
    if sentence.words[index + 1 : index + 3] in (("next", "year"), ("this", "year")):
        ahead = int(sentence.word(index + 1) == "next")
        return Named(index + 3, calendars.quarter_in(word, today.year + ahead))
    if sentence.words[index + 1 : index + 4] in (("of", "next", "year"), ("of", "this", "year")):
        ahead = int(sentence.word(index + 2) == "next")
        return Named(index + 4, calendars.quarter_in(word, today.year + ahead))
    if period.last < today:
        period = calendars.quarter_in(word, today.year + 1)
    edge = sentence.word(index + 1) == "end"
    return Named(index + 1 + edge, period, edge_end=edge)


def _ordinal_part(sentence: Sentence, index: int, today: date) -> Named | None:
    """ "first quarter of 2027", "second half of next year"."""
    number = _ORDINALS[sentence.words[index]]
    unit = sentence.word(index + 1)
    if unit not in ("quarter", "half"):
        return None
    count = 4 if unit == "quarter" else 2
    number = count if number < 0 else number
    if number > count or (sentence.words[index] == "last" and sentence.word(index + 2) != "of"):
        return None
    code = f"{unit[0]}".replace("q", "q") + str(number)
    year, end, fiscal = year_after(sentence, index + 2)
    if fiscal:
        return Named(end, None)
    if year is not None:
        return Named(end, calendars.quarter_in(code, year))
    place = index + 2
    if sentence.word(place) == "of":
        place += 1
        if sentence.word(place) in ("this", "next", "the") and sentence.word(place + 1) == "year":
            ahead = int(sentence.word(place) == "next")
            return Named(place + 2, calendars.quarter_in(code, today.year + ahead))
        return None
    period = calendars.quarter_in(code, today.year)
    if period is not None and period.last < today:
        period = calendars.quarter_in(code, today.year + 1)
    return Named(index + 2, period)


def _relative(sentence: Sentence, index: int, today: date) -> Named | None:
    """ "this quarter", "the current year", "next June", "next Friday"."""
    word, place = sentence.words[index], index + 1
    if word == "the":
        if sentence.word(place) not in ("next", "current", "coming") | _ORDINALS.keys():
            return None
        if sentence.word(place) in _ORDINALS:
            return _ordinal_part(sentence, place, today)
        word, place = sentence.word(place), place + 1
    ahead = int(word in ("next", "coming"))
    if sentence.word(place) == "calendar":
        place += 1
    unit = sentence.word(place)
    if unit in OTHER_YEARS:
        return Named(fiscal_end(sentence, place), None)
    if unit in _UNITS:
        end = place + 1
        edge = sentence.word(end) == "end"
        return Named(end + edge, calendars.current(unit, today, ahead), edge_end=edge)
    if unit in MONTHS:
        return Named(place + 1, calendars.upcoming(MONTHS[unit], MONTHS[unit], today))
    if unit in _SEASONS:
        return Named(place + 1, calendars.upcoming(*_SEASONS[unit], today))
    if unit in _WEEKDAYS:
        day = calendars.weekday_after(today, _WEEKDAYS[unit])
        return Named(place + 1, Period(day, day))
    return None


def _season(sentence: Sentence, index: int, word: str, today: date) -> Named | None:
    year, end, _ = year_after(sentence, index + 1)
    if word == "winter":  # of which year is anybody's guess
        return Named(end, None, needs_lead=year is None)
    if year is not None:
        return Named(end, calendars.months_of(year, *_SEASONS[word]))
    return Named(index + 1, calendars.upcoming(*_SEASONS[word], today), needs_lead=True)
