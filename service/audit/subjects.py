"""How far two subjects are one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.domain.ports import Embedder, Vectors
from service.understanding.words import content_words

_PREPOSITION = re.compile(r"\s(?:of|in|on|at|for|to|with|from|by|per|within|among|across)\s")


class Subjects:
    """Compares subjects; each is embedded once, on first use."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def embed(self, subjects: Iterable[str]) -> None:
        """Embed many at once, which is sooner done than one by one."""
        new = sorted(set(subjects) - self._vectors.keys())
        if new:
            self._vectors |= dict(zip(new, self._embedder.embed(new), strict=True))

    def likeness(self, first: str, second: str) -> float:
        """1 for the same words, else the cosine, unless the words settle it.

        In an English compound the last noun is what it is about: "sales" and "sales team" share
        a word and are two things, and so are "team costs" and "sales team".
        """
        if not first or not second:
            return 0.0
        a, b = content_words(first), content_words(second)
        if a == b and a:  # "IT" and "HR" have no word to compare
            return 1.0
        if a & b and _head(first) != _head(second):
            return 0.0
        self.embed((first, second))
        return float(self._vectors[first] @ self._vectors[second])


def _head(subject: str) -> str:
    """Last word of the noun phrase, before any "of" or other preposition."""
    phrase = _PREPOSITION.split(subject.lower(), maxsplit=1)[0].split()
    return phrase[-1].rstrip("s") if phrase else ""
