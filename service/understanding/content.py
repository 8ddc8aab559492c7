"""What an objective is about, whatever its numbers and dates.

An embedding takes "by 30%" for talk of rates and "by the start of next year" for talk of
years; both are read by the grammar, so what is matched by meaning goes without them.
"""

from __future__ import annotations

import re

from service.domain.objective import Objective
from service.understanding.labels import label_end

_UNIT = r"(?:%|(?:percent|pp|(?:percentage )?points?|k|m|bn|million|billion)\b)"
_NUMBER = rf"[$€£¥]?\d[\d.,]*(?:\s?{_UNIT})?"
_CHANGE = re.compile(
    rf"(?:\b(?:from|by|to|at|of|above|below|over|under|least|most|than|about|around)\s+)*"
    rf"(?<![\w-]){_NUMBER}(?![\w-])",
    re.IGNORECASE,
)
_LEAST_WORDS = 2


def content_of(objective: Objective) -> str:
    """The text without label, deadline and numbers; the whole text when next to nothing remains."""
    rest = objective.text[label_end(objective.text) :]
    if objective.deadline_text:
        named = rf"(?<!\w){re.escape(objective.deadline_text)}(?!\w)"
        rest = re.sub(named, " ", rest, count=1)
    rest = " ".join(_CHANGE.sub(" ", rest).split()).strip(" ,;:.")
    return rest if len(rest.split()) >= _LEAST_WORDS else objective.text
