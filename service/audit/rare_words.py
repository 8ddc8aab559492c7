"""Words that few goals of a set use: what they share, they are likely to contend for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from service.understanding.vocabulary import words

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ing|ed|es|s)$")
#: Function words, times, and words of any plan.
_EMPTY = words(
    "the and for our all each every with from into per new more less end year month week day hour "
    "minute minutes hours days weeks months years that this its their not are been will least most "
    "than per cent percent time times number share rate average whole total first one two three "
    "four five six seven eight nine ten twelve january february march april may june july august "
    "september october november december spring summer autumn winter mid until within under over "
    "down between without where when who which have has still already today now run runs use old "
    "home homes site sites class place work works take people team teams staff open live start own "
    "sales pre back annual yearly class quarter before after whose them they only then other both "
    "half third second about about some such via off out any min"
)


class RareWords:
    """The words of each text of a set, weighed by how few other texts use them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._words = {entry: _words(text) for entry, text in texts.items()}
        self._texts_with = Counter(word for found in self._words.values() for word in found)

    def shared(self, first: str, second: str) -> dict[str, float]:
        """Words of both texts with their weights: 1 when nobody else uses a word, else less."""
        both = self._words[first].keys() & self._words[second].keys()
        return {
            self._words[first][word]: 1 / max(1, self._texts_with[word] - 1)
            for word in sorted(both)
        }


def _words(text: str) -> dict[str, str]:
    """Words as written in lower case, by their stem."""
    found = (word for word in _WORD.findall(text.lower()) if word not in _EMPTY)
    return {_ENDING.sub("", word): word for word in found}
