"""Whether a KPI is named after what an objective wants to move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.domain.indicator import Indicator
from service.domain.ports import Scores
from service.understanding.words import content_words, overlap

#: A KPI with this overlap measures the subject itself and may take the objective's number. Less
#: will not do: "student satisfaction" shares two words in three with "customer satisfaction".
MEASURES = 1.0


def named_after(indicator: Indicator, subject: str) -> float:
    """Best overlap in words of the subject with the name or an alias, in [0, 1]."""
    words = content_words(subject)
    return max(overlap(words, content_words(name)) for name in indicator.names)


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
        """``named_after`` for every KPI, shape (n,)."""
        words = content_words(subject)
        best = np.zeros(self._kpis, dtype=np.float32)
        for word in words:
            for row, name in self._by_word.get(word, ()):
                best[row] = max(best[row], overlap(words, name))
        return best
