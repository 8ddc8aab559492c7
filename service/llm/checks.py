"""What of a reply the input bears out: quotations that occur, numbers that were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from prompts.fences import defused

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BLANKS = re.compile(r"\s+")
#: Links, tags and Markdown, which no reply may bring into an answer.
_MARKUP = re.compile(r"https?:|www\.|[<>`\[\]]|\*\*|\]\(|^\s*#|javascript:|data:\w+/", re.I | re.M)


def occurs(quote: str, text: str) -> bool:
    """Whether a quotation stands in a text, letter case and blanks aside."""
    return bool(quote.strip()) and _plain(quote) in _plain(text)


def new_numbers(text: str, given: Iterable[str]) -> frozenset[str]:
    """Numbers of a text that none of the given texts has, as written."""
    known = {number for one in given for number in numbers_in(one)}
    return numbers_in(text) - known


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text in one spelling: "1,000" is "1000", "5.0" is "5"."""
    return frozenset(
        _spelling(found) for found in _NUMBER.findall(unicodedata.normalize("NFKC", text))
    )


def has_markup(text: str) -> bool:
    """Whether a text holds a link, a tag or Markdown."""
    return bool(_MARKUP.search(text))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", defused(text)).casefold()
    folded = folded.translate(str.maketrans("‘’“”„–—", '\'\'"""--'))
    return _BLANKS.sub(" ", folded).strip(" .\"'")


def _spelling(number: str) -> str:
    whole = re.sub(r",(?=\d{3}\b)", "", number).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if whole.count(".") == 1 else whole
