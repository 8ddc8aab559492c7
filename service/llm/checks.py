"""What of a reply the input bears out: quotations that occur, numbers that were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from prompts.fences import defused

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")
#: Two texts that share so many words in a row are not alike by chance.
REPEATED_WORDS = 8
_BLANKS = re.compile(r"\s+")
#: Links, addresses, tags and Markdown, which no reply may bring into an answer.
_MARKUP = re.compile(
    r"https?:|www\.|[<>`\[\]]|\*\*|\]\(|^\s*#|javascript:|data:\w+/|\S@\S"
    r"|\b[a-z0-9-]+\.(?:com|net|org|io|ai|app|dev|info|biz|example)\b",
    re.I | re.M,
)


def occurs(quote: str, text: str) -> bool:
    """Whether a quotation stands in a text, letter case and blanks aside."""
    return bool(quote.strip()) and _plain(quote) in _plain(text)


def new_numbers(text: str, given: Iterable[str]) -> frozenset[str]:
    """Numbers of a text that none of the given texts has, as written."""
    known = {number for one in given for number in numbers_in(one)}
    return numbers_in(text) - known


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text in one spelling: "1,000" is "1000", "5.0" is "5"."""
    return frozenset(number_sequence(text))


def number_sequence(text: str) -> tuple[str, ...]:
    """The numbers of a text in the order in which they stand, each in one spelling."""
    return tuple(_spelling(found) for found in _NUMBER.findall(unicodedata.normalize("NFKC", text)))


def repeats(text: str, source: str) -> bool:
    """Whether a text repeats a run of ``REPEATED_WORDS`` words of another, such as the prompt."""
    return not _runs(text).isdisjoint(_runs(source))


def has_markup(text: str) -> bool:
    """Whether a text holds a link, an address, a tag, Markdown or hidden characters."""
    return bool(_MARKUP.search(text)) or defused(text) != text


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    starts = range(len(words) - REPEATED_WORDS + 1)
    return frozenset(tuple(words[start : start + REPEATED_WORDS]) for start in starts)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", defused(text)).casefold()
    folded = folded.translate(str.maketrans("‘’“”„–—", '\'\'"""--'))
    return _BLANKS.sub(" ", folded).strip(" .\"'")


def _spelling(number: str) -> str:
    whole = re.sub(r",(?=\d{3}\b)", "", number).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if whole.count(".") == 1 else whole
