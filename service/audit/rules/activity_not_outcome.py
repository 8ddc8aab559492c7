"""Effort given as an outcome: what will be done, and nothing of what it will change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.domain.audit import Finding, Severity

CONFIDENCE = 0.85
_LEAD = (
    r"^(?:(?:kr|okr|goal|target|objective)\s*\d*\s*[:.-]\s*)?"
    r"(?:by\s+[^,]{3,40},\s*|in\s+(?:20\d\d|q\d|fy\s?\d+)[^,]{0,20},\s*|each\s+\w+,\s*|every\s+\w+,\s*)?"
    r"(?:to\s+|we\s+will\s+|continue\s+to\s+|keep\s+on\s+)?(?:regularly\s+|jointly\s+|personally\s+)?"
)
#: What people hold, send and attend; there is always more of it.
_OCCASIONS = (
    "workshop session meeting meet-?up training course seminar webinar conference fair exhibition "
    "event evening morning dinner breakfast briefing town_?hall roadshow presentation talk "
    "dialogue lecture visit interview call newsletter bulletin e-?mail mailing post article video "
    "podcast episode stream livestream campaign leaflet flyer poster brochure press_release survey "
    "audit inspection walk walk-?round drill tour consultation forum panel roundtable hackathon "
    "open_day away_?day training_day demo demonstration review check-?in one-to-one stand-?up "
    "toolbox_talk tasting patrol study_tour info(?:rmation)?_day trip clinic_day retrospective "
    "(?:radio_|tv_)?spot letter reminder"
)
_NOUNS = "|".join(noun.replace("_", r"\s+") for noun in _OCCASIONS.split())
#: Several of them, or one that comes again and again; one report by June is a deliverable.
_OCCASION = (
    rf"(?:(?:{_NOUNS})s|lunches|assemblies|coaching|outreach|hours\s+of\s+training|"
    rf"(?:weekly|monthly|quarterly|daily|yearly|annual|regular|a)\s+(?:[\w'’-]+\s+){{0,3}}?(?:{_NOUNS}))"
)
_HOLDS = (
    r"(?:hold|host|run|organi[sz]e|stage|conduct|deliver|give|offer|provide|attend|join|"
    r"exhibit\s+at|visit|send|send\s+out|issue|publish|produce|write|post|record|distribute|"
    r"hand\s+out|print|circulate|do|carry\s+out|arrange|lead|livestream|facilitate|put\s+on|"
    r"present|speak|perform|complete|make|air|broadcast|convene|teach|undertake)"
)
#: Whatever follows them, nothing need come of it.
_ALWAYS = (
    r"(?:(?:attend|participate|take\s+part|exhibit|be\s+present|meet|visit|call|phone|e-?mail|"
    r"contact|reach\s+out|tour|speak|present)\b|(?:continue|keep)\s+(?:to\s+\w+|\w+ing)\b|"
    r"(?:monitor|track|observe|watch|follow|discuss|liaise|engage|"
    r"work\s+(?:on|with|closely|together)|look\s+into|explore|consider|review|promote|"
    r"(?:support|assist|help)(?!\s+\d)|coordinate|collaborate|communicate|raise\s+awareness|"
    r"investigate|study|analy[sz]e|examine)\b)"
)
_ACTS = re.compile(rf"{_LEAD}(?:{_HOLDS}\b(?:\s+[^.;]*?)?\b{_OCCASION}\b|{_ALWAYS})", re.IGNORECASE)
_NUMBER = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|weekly|monthly|quarterly|"
    r"daily|regular)"
)
#: "24 workshops for store managers in 2027": the noun leads.
_COUNTED = re.compile(
    _LEAD
    + r"(?:at\s+least\s+|a\s+(?:weekly|monthly|quarterly|daily|total\s+of\s+)\s*)?"
    + rf"{_NUMBER}\s+(?:[\w'’-]+\s+){{0,5}}?{_OCCASION}\b"
    + r"(?!\s+(?:downloads|orders|sales|income|revenue))",
    re.IGNORECASE,
)
_CHANGES = (
    r"(?:cut|reduce|raise|increase|lift|bring|get|win|recruit|lower|halve|double|keep|improve|sign|"
    r"find|move|turn|fill|sell|secure|gain|close|enrol|collect|attract|shorten|grow|book|free|save|"
    r"end|stop|convert|place|hire)"
)
#: What is different afterwards.
_RESULT = re.compile(
    "|".join(
        (
            r"\bso\s+that\b|\bso\s+(?:no|every|all|each|we|they|it|the)\b",
            r"\bin\s+order\s+(?:to|that)\b|\buntil\b|\bwhich\s+\w+|\bthereby\b",
            rf"\bto\s+{_CHANGES}\b|\band\s+{_CHANGES}\w*\b",
            r"\b(?:bringing|yielding|generating|producing|winning|raising)\s+(?:\w+\s+){0,3}[$€£]?\d",
            r"\b(?:from|up|down|fall\w*|ris\w+|drop\w*|grow\w*|cut\w*|lift\w*|rais\w+|reduc\w+|"
            r"increas\w+|halv\w+|doubl\w+)\b[^.;]*\bto\s+[$€£]?\d",
            r"->|→|\b(?:leading|leads|led)\s+to\b|\bresult\w*\s+in\b",
            r"\b(?:with|where|after\s+which|at\s+least|of\s+(?:them|whom|which))\b[^.;]*"
            r"\d[\d.,]*\s?(?:%|percent|per\s+cent|of\b|in\b)|\d\s?%",
            r"\b(?:pass\w*|certif\w+|accredit\w*|signed|won|convert\w*|orders?|contracts?)\b",
            r"\b(?:without\s+(?:a\s+)?|no\s+)(?:major|critical|open)\b",
        )
    ),
    re.IGNORECASE,
)


def activity_not_outcome(context: AuditContext) -> Iterator[Finding]:
    """Goals that count or describe effort and name no result."""
    for goal in context.goal_set.goals:
        if goal.id not in context.linked_goals or not is_activity(goal.text):
            continue
        if goal.kpi and not is_activity(goal.kpi):
            continue
        above = context.above(goal)[0]
        yield finding(
            context,
            "activity_not_outcome",
            Severity.LOW,
            CONFIDENCE,
            [goal.id],
            [],
            f"“{goal.text}” says what will be done, not what will be different afterwards.",
            f"State the result that it is to have for {above}: “[metric] from [baseline] to "
            "[target] by [deadline]”, and keep this as the way to it.",
        )


def is_activity(text: str) -> bool:
    """Whether a text tells effort alone."""
    acts = _ACTS.search(text) or _COUNTED.search(text)
    return bool(acts) and not _RESULT.search(text)
