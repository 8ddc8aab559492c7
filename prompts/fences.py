"""Text from outside, marked as data so that a model does not take it for instructions.

A fence is ``<data name="objective">`` ... ``</data>``. Whatever in the text could pass for a tag
loses its angle brackets, also when written in look-alike letters, so that no text can close the
fence that it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: Angle brackets, what a reader or a tokenizer takes for them, and their escapes.
_OPENING = (
    r"(?:[<＜﹤˂ᐸ‹❮❬❰〈\u2329〈⟨⟪《«≪⋖≺⦑⧼\U000102a6]"
    r"|&(?:lt|laquo|lang|lsaquo|#0*60|#x0*3c)\b;?|%3c|\\u003c|\\x3c)"
)
#: Kept is a comparison with a number: "churn <5%", "wait <= 3 days", "cost < €2".
_TAG = re.compile(rf"{_OPENING}(?!\s*=?\s*[-+]?\s*[$€£¥]?\s*\.?\d)", re.I)
_LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: What shows as nothing and is of no category that says so: joiners, fillers, selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef]"
)


def fenced(name: str, text: str) -> str:
    """The text between fences; ``name`` is ours."""
    return f'<data name="{name}">\n{defused(text)}\n</data>'


def defused(text: str) -> str:
    """The text without hidden characters and without anything that could pass for a tag.

    Of angle brackets only those before a number stay, as in "churn <5%".
    """
    return _TAG.sub("(", _visible(text))


def data_lines(items: Iterable[tuple[str, str]]) -> str:
    """One line an item, ``id | text``; no text can forge a line of its own.

    Args:
        items: Ids, which are ours, with texts.
    """
    return "\n".join(f"{name} | {one_line(text)}" for name, text in items)


def one_line(text: str) -> str:
    """The text with line ends as blanks."""
    return _LINE_ENDS.sub(" ", text).strip()


def _visible(text: str) -> str:
    """Without control and format characters, such as those that reverse or hide letters."""
    hidden = {"Cc", "Cf", "Co", "Cn", "Cs"}
    seen = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in hidden)
    return _UNSEEN.sub("", seen)
