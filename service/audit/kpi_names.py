"""Names of known KPIs, to be found in what goals say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from service.understanding.words import content_words


class KpiNames:
    """The content words of names and aliases.

    Each name of several words stands under the one that fewest names hold, so that a text is
    compared with few of them.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        found = {words for name in names if len(words := content_words(name)) > 1}
        uses = Counter(word for words in found for word in words)
        self._by_rarest: dict[str, list[frozenset[str]]] = {}
        for words in found:
            rarest = min(words, key=lambda word: (uses[word], word))
            self._by_rarest.setdefault(rarest, []).append(words)

    def any_in(self, words: frozenset[str]) -> bool:
        """Whether these content words hold all words of a name."""
        return any(name <= words for word in words for name in self._by_rarest.get(word, ()))
