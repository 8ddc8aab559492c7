"""Labels in front of an objective: "Output 1.1:", "KR 2 -", "3.2 ...". They are no part of it."""

from __future__ import annotations

import re

_KINDS = (
    r"(?:strategic\s+)?(?:objectives?|goals?|aims?|priorit(?:y|ies)|pillars?|targets?)|outcome|output|"
    r"impact|result|indicator|key\s+results?|milestone|krs?|kpis?|okrs?|sdg|so|o"
)
#: A kind with or without number, and then a colon, dash or full stop; or a number in sections.
_LABEL = re.compile(
    rf"\s*(?:(?:{_KINDS})\s*#?\s*(?:\d+(?:\.\d+)*[a-z]?)?\s*(?::|\s[-–—]\s|\)\s|(?<=\d)\.\s)"
    r"|\d+\.\d+(?:\.\d+)+[a-z]?[.:)]?\s+|\d+\s*[:)]\s+)\s*(?=\S)",
    re.IGNORECASE,
)


def label_end(text: str) -> int:
    """Where the objective begins behind its label; 0 when it has none."""
    found = _LABEL.match(text)
    return found.end() if found else 0
