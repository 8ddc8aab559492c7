"""Word match by BM25 (Robertson and Zaragoza, 2009), computed by bm25s."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import bm25s
import numpy as np

from service.domain.ports import Scores

# bm25s sets its own logger to debug and would talk through ours.
logging.getLogger("bm25s").setLevel(logging.WARNING)

_WORD = re.compile(r"[^\W_]+")
#: English function words; they match everything and mean nothing here.
STOP_WORDS = frozenset(
    "a about after all an and any are as at be been before between but by can could do does for "
    "from had has have how if in into is it its less more most no not of off on or other our out "
    "over own per so some such than that the their them then there these they this those through "
    "to too under until up us very was we were what when where which while who will with within "
    "would you your".split()
)


def tokenize(text: str) -> list[str]:
    """Words in lower case without function words, plural endings folded."""
    words = (word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
    return [_singular(word) for word in words]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class LexicalIndex:
    """BM25 over a fixed list of documents."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._documents = len(documents)
        self._bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        tokens = [tokenize(document) for document in documents]
        self._empty = not any(tokens)
        if not self._empty:
            self._bm25.index(tokens, show_progress=False)

    def scores(self, text: str) -> Scores:
        """BM25 score of every document, shape (documents,)."""
        words = [] if self._empty else self._bm25.get_tokens_ids(tokenize(text))
        if not words:
            return np.zeros(self._documents, dtype=np.float32)
        scores: Scores = self._bm25.get_scores_from_ids(words).astype(np.float32)
        return scores
