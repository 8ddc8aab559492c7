"""The things that an objective names one by one: aims, places, qualities."""

from __future__ import annotations

import re

from service.understanding.facets import facets_of

_JOINT = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+|\s+as\s+well\s+as\s+|\s*&\s*|\s*;\s*|:\s+)")
#: "in Spain and Portugal", "at Hull and Goole", "for tenants and owners".
_LIST = re.compile(
    r"\b(?:in|at|for|across|of|to|with|on)\s+(?P<list>(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,3}?"
    r"(?:,\s*[\w'’-]+(?:\s+[\w'’-]+){0,3}?)*\s+and\s+[\w'’-]+(?:\s+[\w'’-]+){0,2})",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:by|until|before|from|between|in|through)\s+(?:the\s+end\s+of\s+)?(?:\w+\s+){0,2}?20\d\d\b.*$"
)


def aims_of(text: str) -> tuple[str, ...]:
    """Parts of an objective that each need a goal; none when it is of one piece."""
    text = " ".join(text.split())  # a long run of blanks would be tried at each of its places
    facets = facets_of(text)
    if facets:
        return facets
    parts = [part.strip(" .") for part in _JOINT.split(_DATE.sub("", text)) if part.strip(" .")]
    return tuple(parts) if 1 < len(parts) <= 4 and all(_says(part) for part in parts) else ()


def _says(part: str) -> bool:
    return bool(re.search(r"[a-z]{3}", part, re.IGNORECASE))
