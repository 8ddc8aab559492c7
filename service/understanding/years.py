"""Years, of the calendar and fiscal, and what a period's name comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service.understanding.calendars import Period
from service.understanding.sentences import Kind, Sentence
from service.understanding.vocabulary import words

OTHER_YEARS = words("fiscal financial academic school tax budget university season")
YEARS = range(1900, 2200)
MAGNITUDES = words(
    "% percent per pp million thousand hundred billion k m bn pct points usd eur gbp "
    "dollars euros pounds"
)
_FUNCTION = words(
    "a an the and or to by in on at of for from with as is are be will while without through "
    "than compared relative versus vs against we i our have has we'll so but base level levels "
    "baseline baselines figures values average averages across among"
)


@dataclass(frozen=True)
class Named:
    """A period that the text names.

    Attributes:
        end: Index after its last token.
        period: None when no calendar date follows from it (a fiscal year).
        edge_end: It names the end of the period, so "before" it still means that end.
        bare_year: It is a lone number that may be a year.
        edge_start: It names the start of the period, so "before" it means the day before.
        needs_lead: It is a period only after a preposition ("by June", not "June").
    """

    end: int
    period: Period | None
    edge_end: bool = False
    bare_year: bool = False
    needs_lead: bool = False
    edge_start: bool = False


def year_at(sentence: Sentence, index: int, head: str | None = None) -> int | None:
    """The year at a token, or that ``head`` writes in its place; None when it is none."""
    word = sentence.word(index) if head is None else head
    if len(word) == 4 and word.isdigit() and word.isascii() and int(word) in YEARS:
        return int(word)
    return None


def year_after(sentence: Sentence, index: int) -> tuple[int | None, int, bool]:
    """A year after a quarter or month: (year, next index, whether it is a fiscal year)."""
    place = index
    while sentence.word(place) in (",", "of", "/", "-", "in", "the") and place < index + 2:
        place += 1
    word = sentence.word(place)
    if word.startswith("fy") or word in OTHER_YEARS:
        return None, fiscal_end(sentence, place), True
    if (year := year_at(sentence, place)) and sentence.word(place + 1) not in MAGNITUDES:
        return year, place + 1, False
    if sentence.word(place) == "'" and sentence.glued(place + 1):
        short = sentence.word(place + 1)
        if len(short) == 2 and short.isdigit():
            return 2000 + int(short), place + 2, False
    return None, index, False


def fiscal_end(sentence: Sentence, index: int) -> int:
    """Index after "FY27", "fiscal year 2027/28", "school year"."""
    place = index + 1
    if sentence.word(place) == "year":
        place += 1
    following = sentence.word(place)
    if year_at(sentence, place) or (
        place < len(sentence) and sentence.tokens[place].kind is Kind.DATE
    ):
        return place + 1
    if sentence.words[index] == "fy" and following.isdigit():
        return place + 1
    if following == "/" and sentence.is_number(place + 1):
        return place + 2
    return place


def is_year(sentence: Sentence, index: int, today: date) -> bool:
    """Whether a four-digit number stands for a year, not for a count."""
    year, before, after = int(sentence.words[index]), sentence.word(index - 1), index + 1
    following = sentence.word(after)
    if following in MAGNITUDES or before in ("$", "£", "€", "usd", "eur", "gbp"):
        return False
    if sentence.glued(after) and sentence.is_word(after):
        return False
    noun = sentence.is_word(after) and following not in _FUNCTION
    if before in ("by", "before", "until", "till", "in", "during", "since", "through", "year"):
        return year >= today.year or not (noun and following.endswith("s"))
    if noun and sentence.tokens[after].text.islower():
        bound = before == "the" and sentence.word(index - 2) in ("by", "before", "until", "for")
        return (bound or before == "from") and not following.endswith("s")
    return True
