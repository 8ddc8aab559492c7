"""The words of a phrase that carry its meaning."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]{3,}")
_UNMEANT = frozenset(
    "the and for our all with from into per new more less who that this their its rate number "
    "share total average level score index ratio percentage".split()
)


def content_words(text: str) -> frozenset[str]:
    """Words of three letters and more in lower case, plural endings folded.

    Function words are left out, and so are words that any measure may have in its name.
    """
    folded = (
        word[:-1] if word.endswith("s") and not word.endswith("ss") else word
        for word in _WORD.findall(text.lower())
    )
    return frozenset(folded) - _UNMEANT


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared words as a part of the larger set, in [0, 1]; 0 when one is empty."""
    if not first or not second:
        return 0.0
    return len(first & second) / max(len(first), len(second))
