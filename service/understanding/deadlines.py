"""Deadlines: which words name a date or period, and the last day that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from service.understanding import calendars
from service.understanding.numerals import numeral_at
from service.understanding.periods import period_at
from service.understanding.sentences import Sentence
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words
from service.understanding.years import Named, is_year

_STRONG = words("by before until till within through thru")
_WEAK = words("in during for on at over throughout around across to and")
_TO = words("to -> → into")
_PAST = words("between from since than versus vs against")
_REFERENCE = words(
    "level levels baseline baselines figure figures value values average averages summit "
    "conference census target targets agenda strategy budget plan"
)
_TITLES = words(
    "agenda vision horizon strategy plan mission roadmap framework compact programme program goals"
)
_SPAN_UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "quarter": "quarter", "quarters": "quarter", "year": "year",
    "years": "year", "yrs": "year", "wks": "week", "decade": "decade", "decades": "decade",
}  # fmt: skip
#: So many tokens before "within N days" its verb is looked for.
_SERVICE_REACH = 20
_AHEAD = words("next coming following upcoming")
# Verbs whose "within N days" is a speed of service, not a date on the calendar.
_SERVICE = words(
    "answer respond reply resolve process ship dispatch pay acknowledge triage handle settle "
    "close fix patch repair fill review approve decide issue return remediate refund see "
    "contact treat answered resolved processed shipped inspect mitigate remove clear collect "
    "deliver reimburse assess schedule restore merge confirm verify escalate"
)
_PARTICIPLES = words(
    "seen paid met sent built begun given found made done sold read left kept live lives "
    "arrive arrives wait recover start back"
)


@dataclass(frozen=True)
class Dated:
    """Words that name a time.

    Attributes:
        start: Index of the first token, the preposition included.
        end: Index after the last token.
        last_day: What they mean, or None when no calendar date follows from them.
        rank: 0 named with "by" or alike, 1 in passing, 2 not a deadline but a date all the same.
    """

    start: int
    end: int
    last_day: date | None
    rank: int


def dates_in(sentence: Sentence, today: date) -> list[Dated]:
    """Every date and period that the sentence names, in order, without overlap."""
    found: list[Dated] = []
    index = 0
    while index < len(sentence):
        dated = _span_at(sentence, index, today) or _named_at(sentence, index, today)
        if dated is None:
            index += 1
            continue
        if found and dated.start < found[-1].end:
            dated = Dated(found[-1].end, dated.end, dated.last_day, dated.rank)
        found.append(dated)
        index = dated.end
    return found


def deadline_of(sentence: Sentence, dates: list[Dated]) -> Dated | None:
    """The date that binds: the first after "by", "before" or alike, else the first in passing.

    A date in passing that goes with a baseline does not bind: "from $14M in 2026 to $21M in 2028".
    """
    binding = [dated for dated in dates if dated.rank < 2]
    first = min(binding, key=lambda dated: dated.rank, default=None)
    if first is None or first.rank == 0:
        return first
    later = binding[binding.index(first) + 1 :]
    of_target = (dated for dated in later if _target_between(sentence, first.end, dated.start))
    return next(of_target, first)


def _target_between(sentence: Sentence, start: int, end: int) -> bool:
    return any(
        sentence.words[at] in _TO and (sentence.is_number(at + 1) or sentence.is_number(at + 2))
        for at in range(start, end)
    )


def _span_at(sentence: Sentence, index: int, today: date) -> Dated | None:
    """A span that starts today: "within 18 months", "over the next two years"."""
    lead = sentence.words[index]
    if lead not in ("within", "in", "over", "during", "for", "inside"):
        return None
    place, ahead = index + 1, False
    if sentence.word(place) in ("each", "all", "any") and sentence.word(place + 1) == "of":
        place += 2
    if sentence.words[place : place + 3] in (
        ("the", "course", "of"),
        ("the", "space", "of"),
    ) or sentence.words[place : place + 2] == ("a", "period"):
        place += 3
    while sentence.word(place) in ("the", "about", "around", "just", "another"):
        place += 1
    if sentence.word(place) in _AHEAD:
        ahead = True
        place += 1
    number = numeral_at(sentence, place)
    if number is not None:
        count, place = number.value, number.end
    elif sentence.word(place) in ("a", "an", "one"):
        count, place = 1.0, place + 1
    elif ahead and lead in ("over", "during", "within", "for"):
        count = 1.0
    else:
        return None
    if sentence.word(place) in ("calendar", "consecutive", "full", "short", "working", "business"):
        place += 1
    unit = _SPAN_UNITS.get(sentence.word(place))
    if unit is None:
        return None
    place += 1
    if not ahead and (
        lead == "for"
        or sentence.word(place) in ("of", "after", "or", "ago", "following", ":")
        or sentence.word(place) in ("up", "down")
        or (sentence.word(place) in VERBS and sentence.word(place).endswith("ed"))
        or (sentence.word(place) == "from" and sentence.is_number(place + 1))
        or (unit in ("day", "week") and _is_service(sentence, index))
    ):
        return None
    if lead == "over" and not ahead and (unit == "day" or sentence.word(index - 1) == "people"):
        return None
    last_day = calendars.after(today, count, unit)
    return Dated(index, place, last_day, 0 if lead in _STRONG or ahead else 1)


def _is_service(sentence: Sentence, index: int) -> bool:
    """Whether "within N days" at ``index`` says how fast a service is."""
    before = sentence.word(index - 1)
    if before in _PARTICIPLES or (before.endswith("ed") and len(before) > 4):
        return True
    first = max(0, index - _SERVICE_REACH)
    verb = next((at for at in range(first, index) if sentence.words[at] in _SERVICE), None)
    if verb is None:
        return False
    if sentence.is_number(verb + 1) and sentence.word(verb + 2) not in ("%", "percent", "per"):
        return False  # "collect 10,000 signatures in 60 days" is done once
    # "close the deal within 30 days" is one event: a date; "close tickets ..." is a service
    return before.endswith("s") or any(
        word in ("all", "every", "each", "any", "%", "percent")
        for word in sentence.words[max(0, index - _SERVICE_REACH) : index]
    )


def _named_at(sentence: Sentence, index: int, today: date) -> Dated | None:
    """A period by its name: "by the end of Q3", "June 30", "this year"."""
    named = period_at(sentence, index, today)
    if named is None:
        return None
    start, lead = _lead(sentence, index)
    if named.bare_year and not is_year(sentence, index, today):
        return None
    if named.needs_lead and lead not in _STRONG | _WEAK:
        return None
    return Dated(
        start, named.end, _last_day(named, lead), _rank(sentence, start, named, lead, today)
    )


def _lead(sentence: Sentence, index: int) -> tuple[int, str]:
    """Where the words before a period start, and the preposition that rules them."""
    start = index
    if sentence.word(start - 1) == "the":
        start -= 1
    words = sentence.words
    if words[max(0, start - 3) : start] in (("no", "later", "than"), ("not", "later", "than")):
        return start - 3, "by"
    if words[max(0, start - 3) : start] == ("on", "or", "before"):
        return start - 3, "by"
    if words[max(0, start - 2) : start] in (("prior", "to"), ("ahead", "of")):
        return start - 2, "before"
    if words[max(0, start - 2) : start] == ("up", "to"):
        return start - 2, "until"
    word = sentence.word(start - 1)
    if word in _STRONG or word in _WEAK or word in _PAST:
        return start - 1, word
    return index, word if word == "last" else ""


def _last_day(named: Named, lead: str) -> date | None:
    if named.period is None:
        return None
    # "before 30 June" is read as that day, as a planner means it; "before June" ends with May
    whole_day = named.period.first == named.period.last and not named.edge_start
    if lead == "before" and not named.edge_end and not whole_day:
        return named.period.first - timedelta(days=1)
    return named.period.last


def _rank(sentence: Sentence, start: int, named: Named, lead: str, today: date) -> int:
    if named.bare_year and not lead and _is_title(sentence, start - 1):
        return 2
    bracketed = sentence.word(start - 1) == "(" and sentence.word(named.end) == ")"
    if bracketed and sentence.word(named.end + 1) == "to":
        return 2  # "from 68% (2026) to 80% (2028)"
    if lead in _PAST or sentence.word(named.end) in _REFERENCE or lead == "last":
        return 2
    if lead in _STRONG:
        return 0
    past = named.period is not None and named.period.last < today
    return 2 if past else 1


def _is_title(sentence: Sentence, index: int) -> bool:
    """Whether a year after this word is part of a name: "Agenda 2030"."""
    if not sentence.is_word(index):
        return False
    return sentence.words[index] in _TITLES or (
        index > 0 and sentence.tokens[index].text[0].isupper() and not sentence.titled
    )
