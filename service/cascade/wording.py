"""Sentences about KPIs in plain English, from names that are written as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_library.models import Direction, Kpi
from service.domain.indicator import Indicator
from service.domain.objective import Movement

_VERBS = {Direction.HIGHER: "Raise", Direction.LOWER: "Cut", Direction.ON_TARGET: "Bring"}
_MOVES = {Movement.INCREASE: "Raise", Movement.DECREASE: "Cut", Movement.MAINTAIN: "Hold"}
_HAPPENS = {
    "Raise": ("rises", "rise"),
    "Cut": ("falls", "fall"),
    "Bring": ("comes into its range", "come into their range"),
    "Hold": ("holds", "hold"),
}
_PREPOSITION = re.compile(
    r"(?<!\S)(?:of|per|in|to|for|with|without|by|from|at|on|over|under|above|below|within|between|"
    r"against|after|before|as|across|among|until|not)(?!\S)",
    re.IGNORECASE,
)
#: What follows the noun that it describes: "customers won", "need met".
_FOLLOWING = re.compile(
    r"(?:\w{2,}ed|won|lost|met|held|built|sold|paid|overdue|open|outstanding|complete|conducted)$",
    re.IGNORECASE,
)
#: Nouns that end in s and are one thing.
_SINGULAR_IN_S = frozenset({"access", "loss", "progress", "diabetes"})
_IRREGULAR_PLURALS = frozenset("people women children".split())
#: Nouns of measures, which English counts and gives an article; "downtime" and "yield" go without.
_COUNTABLE = frozenset(
    "rate count share ratio score index time cost value length size volume number margin gap "
    "intensity frequency duration interval level backlog multiple balance premium rating price "
    "footprint factor cycle delay variance period bill pipeline headcount caseload speed average "
    "coefficient uplift error payback return depth span".split()
)


def in_sentence(name: str) -> str:
    """A KPI's name in mid-sentence: without the heading's capital, with the article it needs."""
    first, _, rest = name.partition(" ")
    if sum(letter.isupper() for letter in first) == 1 and len(first) > 1:
        name = f"{first[0].lower()}{first[1:]} {rest}".strip()
    head = _head(name)
    if not _is_plural(name) and head in _COUNTABLE and not name.lower().startswith(f"{head} to"):
        return f"the {name}"
    return name


def counted(indicator: Indicator) -> str:
    """The name in mid-sentence; "the number of" before plain counts of things in the plural."""
    things = indicator.unit == "count" and not re.search(r"\bper\b", indicator.name)
    if things and _is_plural(indicator.name):
        return f"the number of {in_sentence(indicator.name)}"
    return in_sentence(indicator.name)


def act(indicator: Indicator, wanted: Movement | None = None) -> str:
    """What a unit is to do with a KPI, such as "Cut the customer churn rate".

    Args:
        indicator: The KPI.
        wanted: The planner's own movement, where they speak of this KPI.
    """
    verb = verb_of(indicator, wanted)
    if verb == "Bring":
        their = "their" if _takes_plural(indicator) else "its"
        return f"Bring {counted(indicator)} into {their} range"
    return f"{verb} {counted(indicator)}"


def happens(indicator: Indicator, wanted: Movement | None = None) -> str:
    """What then happens to a KPI, such as "the customer churn rate falls"."""
    one, several = _HAPPENS[verb_of(indicator, wanted)]
    return f"{counted(indicator)} {several if _takes_plural(indicator) else one}"


def verb_of(indicator: Indicator, wanted: Movement | None = None) -> str:
    """The verb for the better direction, or for the planner's own."""
    if wanted in _MOVES:
        return _MOVES[wanted]
    return _VERBS[indicator.direction] if indicator.direction else "Bring"


def listed(words: Sequence[str]) -> str:
    """Words joined as in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def domain_name(domain: str) -> str:
    """A domain as words: "customer success"."""
    return domain.replace("_", " ")


def _head(name: str) -> str:
    """The noun that the name is about, in lower case."""
    last = name.split()[-1].lower()
    if last in _COUNTABLE or last in ("days", "hours"):
        return last  # "women in parliament share", "work in process days"
    phrase = _PREPOSITION.split(name, maxsplit=1)[0].split() or name.split()
    while len(phrase) > 1 and _FOLLOWING.match(phrase[-1]):
        phrase.pop()
    return phrase[-1].strip("()").lower()


def _is_plural(name: str) -> bool:
    head = _head(name)
    if head in _IRREGULAR_PLURALS:
        return True
    if name.lower().endswith(" outstanding"):
        return False  # "days sales outstanding" is one measure
    return (
        head.endswith("s")
        and not head.endswith(("ss", "us", "is"))
        and (head not in _SINGULAR_IN_S)
    )


def _takes_plural(indicator: Indicator) -> bool:
    return _is_plural(indicator.name) and not counted(indicator).startswith("the number of")


def worsens(kpi: Kpi) -> str:
    """What a KPI does that gets worse, as an infinitive: "fall", "rise"."""
    return {
        Direction.HIGHER: "fall",
        Direction.LOWER: "rise",
        Direction.ON_TARGET: "leave its range",
    }[kpi.direction]
