"""Whether a KPI is named after what an objective wants to move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.domain.indicator import Indicator
from service.domain.ports import Rows, Scores
from service.understanding.words import content_words, overlap

#: From this overlap on, a KPI measures the subject itself and may take the objective's number.
MEASURES = 0.6


def named_after(indicator: Indicator, subject: str) -> float:
    """Best overlap in words of the subject with the name or an alias, in [0, 1]."""
    words = content_words(subject)
    return max(overlap(words, content_words(name)) for name in indicator.names)


class SubjectMatcher:
    """The names of a catalogue's KPIs, taken apart once."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._names = [
            tuple(content_words(name) for name in indicator.names) for indicator in indicators
        ]

    def match(self, subject: str, rows: Rows) -> Scores:
        """``named_after`` for the KPIs in ``rows``, of the same shape."""
        words = content_words(subject)
        best = (max(overlap(words, name) for name in self._names[row]) for row in rows)
        return np.fromiter(best, dtype=np.float32, count=len(rows))
