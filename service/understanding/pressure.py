"""Whether a goal presses for more or for less of what it speaks of, whatever is good about it.

Direction says where a measure is to go; this also reads deeds and limits: to open beds presses for
more of them, to hold headcount flat for less, as whoever wants more will find.
"""

from __future__ import annotations

import re

from service.domain.objective import Movement, Objective, TargetKind


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b(?!-)", re.IGNORECASE)


#: Deeds and limits; the first that a text holds decides.
_LESS = _any_of(
    # Deeds; to close a gap, a deal or 18 new customers is none of them.
    r"clos(?:e|es|ing|ure)(?!\s+(?:\w+\s+)?(?:[$€£\d]|new|the\s+gap|deals?|logos?))",
    r"shut(?:s|ting)?(?:\s+down)?",
    r"take\s+(?:[\w£$€.,:%-]+\s+){0,9}?(?:out|off|away)",
    r"return(?:s|ing)?\s+(?:\w+\s+){0,3}(?:of|to)",
    r"run\s+(?:[\w-]+\s+){0,6}down",
    r"remov\w+|clear\w*|trim\w*|cut(?:s|ting)?|drop(?:s|ping)?|scrap(?:s|ping)?|retir\w+",
    r"phase\s+out|halv\w+|reduc\w+|lower\w*|shrink\w*|slash\w*|abolish\w*|stop(?:s|ping)?",
    r"end\s+(?:all|the|every)|discontinu\w+|cancel\w*|outsourc\w+|sell\s+(?:off|or)|merge\w*",
    r"consolidat\w+|shorten\w*|save\w*\s+(?:on|[£$€])|withdraw\w*|suspend\w*|ban(?:s|ned)?",
    r"postpone\w*|defer\w*|fewer|less|down\s+(?:from|to|by)",
    # Limits.
    r"freez\w+|cap(?:s|ped|ping)?|limit(?:s|ed|ing)?|ration\w*|flat|held\s+(?:to|at)",
    r"hold\s+(?:[\w&-]+\s+){1,6}(?:at|to|flat|below|under)",
    r"no\s+(?:\w+\s+){1,6}?(?:more|higher|longer|above|over|later)\s+than",
    r"no\s+\w+\s+(?:is|are|gets?|leaves?|may)",
    r"at\s+most|at\s+or\s+below|no\s+more\s+than|not?\s+(?:above|over|exceed\w*)",
    r"free\s+of\s+charge|without\s+(?:any|a)",
)
_MORE = _any_of(
    r"open(?:s|ing)?|add(?:s|ing)?|additional|extra|another|more|introduc\w+|launch\w*",
    r"build(?:s|ing)?|rebuild\w*|hir(?:e|es|ing)|recruit\w*|grow\w*|doubl\w+|tripl\w+",
    r"expand\w*|extend\w*|increas\w+|rais\w+|lift\w*|boost\w*|scale\w*|lengthen\w*",
    r"strengthen\w*|invest\w*|at\s+least|no\s+(?:fewer|less)\s+than|secur\w+|stock\s+up",
    r"bring\s+(?:in|on)|give\s+(?:\w+\s+)?(?:each|every)|place|fill(?:s|ing)?|offer\w*|buy\w*",
    r"keep\s+(?:at\s+least|open)|order\w*|up\s+(?:from|to|by)|take\s+on|put\s+on|free\s+up",
    r"staff(?:ed)?|insourc\w+|charge|win|land",
)
#: What a deed is for says nothing of the deed.
_PURPOSE = re.compile(
    r",?\s(?:so\s+that|in\s+order\s+to|which|thereby|to\s+(?=(?:protect|save|make|get|free)\b))"
)
_TWICE = re.compile(
    r"\b(?:twice|three\s+times|double)\s+(?:as\s+many|today|the\s+(?:number|present))",
    re.IGNORECASE,
)


def pressure_of(reading: Objective) -> int:
    """1 for more, -1 for less, 0 when the text does not say."""
    moved = _between_numbers(reading)
    if moved:
        return moved
    if reading.direction is Movement.INCREASE:
        return 1
    if reading.direction is Movement.DECREASE:
        return -1
    deed = deed_of(reading)
    if _TWICE.search(deed):
        return 1
    less, more = _LESS.search(deed), _MORE.search(deed)
    if less and (not more or less.start() <= more.start()):
        return -1
    return 1 if more else 0


def deed_of(reading: Objective) -> str:
    """The text without what the deed is for."""
    return _PURPOSE.split(reading.text, maxsplit=1)[0]


def _between_numbers(reading: Objective) -> int:
    start, end = reading.baseline, reading.target
    if not start or not end or end.kind is not TargetKind.ABSOLUTE or start.unit != end.unit:
        return 0
    return (end.value > start.value) - (end.value < start.value)
