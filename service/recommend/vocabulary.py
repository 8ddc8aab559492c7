"""The words that KPIs are written in, to tell language from keys hit at random."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{2,}")


class Vocabulary:
    """Words that occur in texts, inflected endings aside."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._stems = frozenset(_stem(word) for text in texts for word in _WORD.findall(text))

    def knows_any(self, text: str) -> bool:
        """Whether at least one word of the text occurs."""
        return any(_stem(word) in self._stems for word in _WORD.findall(text))


def _stem(word: str) -> str:
    """The first letters: enough for "pothole" to be known from "potholes"."""
    return word.lower()[:5]
