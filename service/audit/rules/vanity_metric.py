"""A number that can go up while nothing in the strategy gets better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.audit.context import AuditContext
from service.audit.findings import finding
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal

CONFIDENCE = 0.85
_NETWORKS = r"(?:facebook|instagram|linkedin|tiktok|twitter|x|youtube)"
_OF_SITE = r"(?:website|web|site|unique|online|portal|blog)"
_TO_SITE = r"(?:website|site|page|portal|blog)"
#: What counts attention or effort. After Ries (2011), "The Lean Startup": vanity metrics.
_VANITY = re.compile(
    "|".join(
        (
            r"\bfollowers?\b",
            r"\bviews\b(?!\s+(?:on|about)\b)",
            r"\bimpressions\b",
            r"\blikes\b",
            r"\bdownloads\b",
            r"\bdownloaded\s+[\d,.]+\s*\w*\s+times",
            r"\b(?:app|plug-?in|client)?\s*(?:installs|installations)\b",
            r"\bretweets\b|\bshares\s+on\s+\w+|\bhashtag\b|\bclicks\b",
            r"\bgithub\s+stars\b|\bstars\b(?=.*\b(?:github|repo|repositor)|\s+on)",
            r"\b(?:registered|sign(?:ed)?[- ]?ups?|cumulative|total|created)\s+(?:\w+\s+)?"
            r"(?:accounts?|users?|profiles?|members?)\b",
            r"\b(?:accounts?|users?|profiles?)\s+(?:ever\s+)?(?:registered|created|signed\s+up)\b",
            r"\baccounts\s+ever\b",
            r"\bregistrations?\s+(?:on|in|for)\s+(?:the|our)\s+(?:app|portal|site|website|platform)\b",
            r"\b(?:press|media|newspaper|tv)\s+"
            r"(?:mentions|clippings|cuttings|hits|articles|coverage|pieces)\b",
            r"\bmentions\s+in\s+(?:the\s+)?(?:\w+\s+)?(?:press|media)\b|\bclippings\b",
            r"\braw\s+leads\b|\bbadge\s+scans\b",
            r"\bleads\b(?=.*\b(?:fairs?|scans?|badges?|raffle|forms?|lists?)\b)",
            r"\b(?:training|learning)\s+hours\b",
            r"\bhours\s+of\s+(?:\w+\s+){0,2}(?:training|learning)\b",
            r"\bnewsletter\s+(?:subscribers?|subscriptions?|recipients?)\b",
            r"\bsubscribers\s+(?:on|to)\s+(?:the\s+|our\s+)?(?:\w+\s+)?"
            r"(?:newsletter|channel|youtube|podcast)\b",
            rf"\b{_OF_SITE}\s+(?:visits|visitors|hits|traffic)\b",
            rf"\bvisits\s+to\s+(?:the|our)\s+(?:\w+\s+)?{_TO_SITE}\b",
            rf"\b{_NETWORKS}\s+(?:fans|friends|reach|subscribers)\b",
            r"\bmailing[- ]list\s+(?:size|entries|addresses)\b",
        )
    ),
    re.IGNORECASE,
)
#: The measure earns something, or is held to a result: then it is none.
_EARNED = re.compile(
    r"\b(?:paid|paying|pays?|revenue|sales?|sold|buy|bought|orders?|bookings?|donat\w+|convert\w*|"
    r"conversions?|qualified|active|retained|licen[cs]e[ds]?|subscription\s+fee|"
    r"per\s+(?:download|view|install)|so\s+that|cost\s+per|leading\s+to|result\w*\s+in|"
    r"each\s+(?:worth|a|one|of)|at\s+[$€£]\s?\d|employer|failed|bad|broken|error|complain\w*|"
    r"dropped|without|fewer|reduce\w*|cut)\b|[$€£]\s?\d[\d.,]*\s+(?:each|a|an|per)\b",
    re.IGNORECASE,
)
#: An objective about reach is served by reach.
_REACH = re.compile(
    r"\b(?:awareness|visib\w+|reach|audiences?|known|well-known|readers?|readership|brand|profile|"
    r"recognition|viewers?|listeners?|visitors?|traffic|page\s+views|downloads|followers|publicity|"
    r"circulation|adopt\w+|advert\w+)\b",
    re.IGNORECASE,
)


def vanity_metric(context: AuditContext) -> Iterator[Finding]:
    """Goals that count attention under an objective that is not about attention."""
    for goal in context.goal_set.goals:
        if goal.id not in context.linked_goals:
            continue
        counted = _VANITY.search(f"{goal.text} {goal.kpi}")
        if not counted or _EARNED.search(goal.text) or _about_reach(context, goal):
            continue
        yield finding(
            context,
            "vanity_metric",
            Severity.LOW,
            CONFIDENCE,
            [goal.id],
            [],
            f"“{counted[0].strip()}” in “{goal.text}” can rise while nothing above it improves.",
            "Measure what is to follow from it instead, such as the share of them who do what "
            f"{context.above(goal)[0]} wants.",
        )


def _about_reach(context: AuditContext, goal: Goal) -> bool:
    declared = tuple(context.ancestors(goal))
    return any(
        _REACH.search(context.entry(entry).text) for entry in declared or context.above(goal)
    )
