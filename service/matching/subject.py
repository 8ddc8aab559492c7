"""Whether a KPI is named after what an objective wants to move."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from service.domain.indicator import Indicator
from service.domain.ports import Scores
from service.understanding.words import content_words, overlap

_PER = re.compile(r"\bper\b", re.IGNORECASE)


def measures(indicator: Indicator, subject: str) -> bool:
    """Whether a KPI measures the subject itself, and may take the objective's number.

    All words must agree: "student satisfaction" shares two in three with "customer satisfaction".
    So must "per": the turnover of employees is another thing than turnover per employee.
    """
    words, ratio = content_words(subject), bool(_PER.search(subject))
    return any(
        overlap(words, content_words(name)) == 1.0 and bool(_PER.search(name)) == ratio
        for name in indicator.names
    )


class SubjectMatcher:
    """The names of a catalogue's KPIs, taken apart once and found by their words."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._kpis = len(indicators)
        self._by_word: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for row, indicator in enumerate(indicators):
            for name in map(content_words, indicator.names):
                for word in name:
                    self._by_word.setdefault(word, []).append((row, name))

    def match(self, subject: str) -> Scores:
        """Best overlap in words of the subject with name or alias of every KPI, shape (n,)."""
        words = content_words(subject)
        best = np.zeros(self._kpis, dtype=np.float32)
        for word in words:
            for row, name in self._by_word.get(word, ()):
                best[row] = max(best[row], overlap(words, name))
        return best
