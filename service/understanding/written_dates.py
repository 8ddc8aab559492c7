"""Days and months as written: "30 June 2027", "2027-06-30", "June 2027"."""

from __future__ import annotations

from datetime import date

from service.understanding import calendars
from service.understanding.calendars import Period
from service.understanding.sentences import Kind, Sentence
from service.understanding.vocabulary import ordered
from service.understanding.years import (
    MAGNITUDES,
    OTHER_YEARS,
    YEARS,
    Named,
    fiscal_end,
    year_after,
    year_at,
)

_MONTH_NAMES = ordered(
    "january february march april may june july august september october november december"
)
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}


MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}


def digits_at(sentence: Sentence, index: int, word: str, today: date) -> Named | None:
    """The date or year that digits at a token write, such as "2027-06-30" or "2027"."""
    token = sentence.tokens[index]
    if token.kind is Kind.DATE:
        return _written_date(word, index)
    if year := year_at(sentence, index, word):
        after = sentence.word(index + 1)
        if after[:1] in ("q", "h") and (named := calendars.quarter_in(after, year)):
            return Named(index + 2, named)
        if after in OTHER_YEARS:
            return Named(fiscal_end(sentence, index + 1), None)
        if sentence.word(index + 1) in ("year-end", "year") and sentence.word(index + 2) == "end":
            return Named(index + 3, calendars.months_of(year, 1, 12), edge_end=True)
        if after == "-" and (other := year_at(sentence, index + 2)):
            return Named(index + 3, calendars.months_of(other, 1, 12))
        return Named(index + 1, calendars.months_of(year, 1, 12), bare_year=token.lower == word)
    # "30 June 2027", "30th of June", "6/2027"
    if not word.isdigit() or len(word) > 2:
        return None
    place = index + 1
    if sentence.word(place) == "/" and (year := year_at(sentence, place + 1)) and int(word) <= 12:
        return Named(
            place + 2, calendars.months_of(year, int(word), int(word)) if int(word) else None
        )
    if sentence.glued(place) and sentence.word(place) in ("st", "nd", "rd", "th"):
        place += 1
    if sentence.word(place) == "of":
        place += 1
    month = MONTHS.get(sentence.word(place))
    if month is None or (sentence.word(place) == "may" and sentence.tokens[place].text == "may"):
        return None
    found, end, fiscal = year_after(sentence, place + 1)
    return None if fiscal else _day(found, month, int(word), end, today)


def _day(year: int | None, month: int, day: int, end: int, today: date) -> Named | None:
    try:
        if year is None:
            found = date(today.year, month, day)
            found = found if found >= today else date(today.year + 1, month, day)
        else:
            found = date(year, month, day)
    except ValueError:
        return None
    return Named(end, Period(found, found))


def _written_date(word: str, index: int) -> Named | None:
    """ "2027-06-30", "30/06/2027" (day first unless that is no date), "2027-28", "2025-2030"."""
    if len(word) == 7 and word[:4].isdigit():
        year, rest = int(word[:4]), int(word[5:])
        if year not in YEARS:
            return None
        if word[4] == "-" and 1 <= rest <= 12 and rest != (year + 1) % 100:
            return Named(index + 1, calendars.months_of(year, rest, rest))
        return Named(index + 1, None) if rest == (year + 1) % 100 else None
    if len(word) == 9 and word[:4].isdigit():
        first, last = int(word[:4]), int(word[5:])
        if first not in YEARS or last not in YEARS or last < first:
            return None
        if word[4] == "/" and last == first + 1:  # "2027/2028" is a fiscal year
            return Named(index + 1, None)
        return Named(index + 1, Period(date(first, 1, 1), date(last, 12, 31)))
    parts = [int(part) for part in word.replace("/", "-").replace(".", "-").split("-")]
    orders = (
        ((parts[0], parts[1], parts[2]),)
        if word[:4].isdigit()
        else (
            (parts[2], parts[1], parts[0]),
            (parts[2], parts[0], parts[1]),
        )
    )
    for year, month, day in orders:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        return Named(index + 1, Period(found, found)) if year in YEARS else None
    return None


def month_at(sentence: Sentence, index: int, word: str, today: date) -> Named | None:
    """The date that begins with a month's name, such as "June 30th, 2027" or "June"."""
    month = MONTHS[word]
    place = index + 1
    if sentence.word(place) == "." and len(word) <= 4 and sentence.glued(place):
        place += 1
    if sentence.is_number(place) and len(sentence.word(place)) <= 2:
        day, end = int(sentence.word(place)) if sentence.word(place).isdigit() else 0, place + 1
        if sentence.glued(end) and sentence.word(end) in ("st", "nd", "rd", "th"):
            end += 1
        if sentence.word(end) not in MAGNITUDES:
            year, end, fiscal = year_after(sentence, end)
            if not fiscal and (named := _day(year, month, day, end, today)):
                return named
    if word in ("may", "march", "mar", "sun") and sentence.tokens[index].text.islower():
        return None
    year, end, fiscal = year_after(sentence, place)
    if fiscal:
        return Named(end, None)
    if year is not None:
        return Named(end, calendars.months_of(year, month, month))
    if sentence.words[place : place + 2] == ("next", "year"):
        return Named(place + 2, calendars.months_of(today.year + 1, month, month))
    return Named(index + 1, calendars.upcoming(month, month, today), needs_lead=True)
