"""What kind of quantity a measure is: a share is no count, a duration no amount of money.

Two KPIs whose names agree word for word are two measures all the same when one is a share and
the other a count; cosine does not see that.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from kpi_library.formula import FormulaError, parse_unit, units


class Kind(StrEnum):
    """A kind of quantity."""

    SHARE = "share"
    COUNT = "count"
    DURATION = "duration"
    MONEY = "money"
    SCORE = "score"
    PHYSICAL = "physical"


_ANY = frozenset(Kind)
#: A rate is a share of a whole, or a count per so many.
_RATE = frozenset({Kind.SHARE, Kind.COUNT, Kind.PHYSICAL})
_SHARE = frozenset({Kind.SHARE})
_COUNT = frozenset({Kind.COUNT})
_DURATION = frozenset({Kind.DURATION})
_MONEY = frozenset({Kind.MONEY})
_SCORE = frozenset({Kind.SCORE})

_UNITS = (
    (_SHARE, "% percent[a-z]* pct share proportion fraction"),
    (_RATE, "ratio rate"),
    (
        _DURATION,
        "milliseconds? seconds? secs? ms minutes? mins? hours? hrs? days? weeks? months? years? "
        "duration time business calendar working",
    ),
    (_MONEY, "[$€£¥₹] usd eur gbp jpy chf cad aud inr dollars? euros? pounds? currency money "
             "monetary amount"),
    (_COUNT, "# no number count units? integer absolute people persons? headcount fte items? qty "
             "quantity"),
    (_SCORE, "score index points? rating stars? grade scale"),
)  # fmt: skip
#: Words of a name; the first line that matches decides.
_NAMES = (
    (_SHARE, r"% \bpercent \bshare\b \bproportion\b \bfraction\b \bmargin\b \bpenetration\b "
             r"\butili[sz]ation\b \bcoverage\b"),
    (_SHARE | _COUNT, r"\bon[-_]time\b \btimel"),
    (_COUNT, r"# \bnumber_of\b \bcount\b \bno\._of\b \bvolume_of\b"),
    (_RATE, r"\bratio\b \brates?\b \bper_(?:1,?000|100,?000|million|thousand)\b"),
    (
        _DURATION,
        r"\btime_(?:to|between)\b \btimes?$ \bmean_time\b \bmtt\w\b \bduration\b \blatency\b "
        r"\b(?:cycle|lead|response|wait(?:ing)?|turnaround|handling|resolution)_times?\b "
        r"\bdays?_(?:to|of|sales|payable|in|outstanding)\b \bage_of\b \bdelay\b",
    ),
    (_SCORE | _SHARE, r"\bscore\b \bindex\b \brating\b \bsatisfaction\b \bnps\b \bcsat\b"),
    (
        _MONEY | _SHARE,
        r"\bcosts?\b \brevenue\b \bspend(?:ing)?\b \bexpens \bincome\b \bprofit\b \bvalue\b "
        r"\bsales\b \bprice\b \barr\b \bmrr\b \bbudget\b",
    ),
)  # fmt: skip


def _any_of(patterns: str) -> str:
    """A pattern of alternatives, written with blanks between and underscores for blanks."""
    return "|".join(pattern.replace("_", r"\s+") for pattern in patterns.split())


_UNIT_PATTERNS = tuple(
    (re.compile(rf"(?:{_any_of(words)})(?![a-z])", re.IGNORECASE), kinds) for kinds, words in _UNITS
)
_NAME_PATTERNS = tuple(
    (re.compile(_any_of(words), re.IGNORECASE), kinds) for kinds, words in _NAMES
)


def kinds_of(name: str, unit: str, formula: str) -> frozenset[Kind]:
    """The kinds that an organisation's own KPI can be, from its unit, else formula, else name.

    Args:
        name: As the organisation writes it.
        unit: In its words; may be empty.
        formula: In its words; may be empty.
    """
    for pattern, kinds in _UNIT_PATTERNS if unit else ():
        if pattern.match(unit.strip()):
            return kinds
    if re.search(r"(?:\*|x|×)\s*100\b|\b100\s*(?:\*|x|×)", formula):
        return frozenset({Kind.SHARE})
    return next((kinds for pattern, kinds in _NAME_PATTERNS if pattern.search(name)), _ANY)


@lru_cache(maxsize=1_024)
def kind_of_unit(unit: str) -> frozenset[Kind]:
    """The kinds that a library unit stands for; any for one that is unknown."""
    try:
        parsed = parse_unit(unit)
    except FormulaError:
        return _ANY
    if unit in ("percent", "percentage_point"):
        return frozenset({Kind.SHARE})
    if unit == "ratio":
        return frozenset({Kind.SHARE, Kind.COUNT})
    if unit == "score":
        return frozenset({Kind.SCORE})
    if "currency" in unit:
        return frozenset({Kind.MONEY})
    if parsed.dimensionless:
        return frozenset({Kind.COUNT})
    if parsed.is_compatible_with(units().second):
        return frozenset({Kind.DURATION})
    return frozenset({Kind.PHYSICAL, Kind.COUNT})
