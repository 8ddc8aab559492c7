"""Whether a goal presses for more or for less of what it speaks of, whatever is good about it.

Direction says where a measure is to go; this also reads deeds and limits: to open beds presses for
more of them, to hold headcount flat for less, as whoever wants more will find.
"""

from __future__ import annotations

import re

from service.domain.objective import Movement, Objective, TargetKind

#: Deeds and limits; the first that a text holds decides.
_LESS = re.compile(
    r"\b(?:clos(?:e|es|ing|ure)(?!\s+(?:\w+\s+)?(?:[$€£\d]|new|the\s+gap|deals?|logos?))|shut(?:s|ting)?(?:\s+down)?|take\s+(?:[\w£$€.,:%-]+\s+){0,9}?(?:out|off|away)\b|"
    r"remov\w+|clear\w*|trim\w*|cut(?:s|ting)?|drop(?:s|ping)?|return(?:s|ing)?\s+(?:\w+\s+){0,3}(?:of|to)|"
    r"scrap(?:s|ping)?|retir\w+|phase\s+out|freez\w+|cap(?:s|ped|ping)?\b|limit(?:s|ed|ing)?\b|halv\w+|reduc\w+|lower\w*|"
    r"shrink\w*|slash\w*|fewer|less|run\s+(?:[\w-]+\s+){0,6}down|abolish\w*|end\s+(?:all|the|every)|stop(?:s|ping)?|"
    r"no\s+(?:\w+\s+){1,6}?(?:more|higher|longer|above|over|later)\s+than|no\s+\w+\s+(?:is|are|gets?|leaves?|may)\b|"
    r"at\s+most|at\s+or\s+below|no\s+more\s+than|not?\s+(?:above|over|exceed\w*)|flat\b|held\s+(?:to|at)|hold\s+(?:[\w&-]+\s+){1,6}(?:at|to|flat|below|under)|"
    r"ration\w*|discontinu\w+|cancel\w*|outsourc\w+|sell\s+(?:off|or)|merge\w*|consolidat\w+|shorten\w*|save\w*\s+(?:on|[£$€])|"
    r"down\s+(?:from|to|by)|withdraw\w*|suspend\w*|ban(?:s|ned)?\b|free\s+of\s+charge|without\s+(?:any|a)\b|postpone\w*|defer\w*)\b(?!-)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:open(?:s|ing)?|add(?:s|ing)?|additional|extra|another|more|introduc\w+|launch\w*|build(?:s|ing)?|hir(?:e|es|ing)|"
    r"recruit\w*|grow\w*|doubl\w+|tripl\w+|expand\w*|extend\w*|increas\w+|rais\w+|lift\w*|boost\w*|scale\w*|"
    r"at\s+least|no\s+(?:fewer|less)\s+than|secur\w+|stock\s+up|rebuild\w*|bring\s+(?:in|on)|give\s+(?:\w+\s+)?(?:each|every)|place|"
    r"strengthen\w*|fill(?:s|ing)?|keep\s+(?:at\s+least|open)|lengthen\w*|invest\w*|up\s+(?:from|to|by)|offer\w*|buy\w*|order\w*|"
    r"take\s+on|put\s+on|free\s+up|staff(?:ed)?|insourc\w+|charge|win|land)\b",
    re.IGNORECASE,
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
