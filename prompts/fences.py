"""Text from outside, marked as data so that a model does not take it for instructions.

A fence is ``<data name="objective">`` ... ``</data>``. Whatever in the text could pass for a tag
loses its angle brackets, also when written in look-alike letters, so that no text can close the
fence that it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: Angle brackets, and letters that a reader or a tokenizer takes for them.
_OPENING = "<＜﹤‹〈⟨《«❮"
_TAG = re.compile(rf"[{_OPENING}](?=\s*[/／!?]|\s*[^\W\d])")
_LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def fenced(name: str, text: str) -> str:
    """The text between fences; ``name`` is ours."""
    return f'<data name="{name}">\n{defused(text)}\n</data>'


def defused(text: str) -> str:
    """The text without hidden characters and without anything that could pass for a tag.

    "churn <5%" keeps its sign: a tag begins with a letter or a slash.
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
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cn"}
    )
