"""A sentence as tokens: words, numbers and marks, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

# One pass, each alternative anchored by its first character, so the time is linear.
_TOKEN = re.compile(
    r"""(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])
          |[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}(?![0-9])
          |[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}(?![0-9])
          |[0-9]{4}[/-][0-9]{4}(?![0-9])
          |[0-9]{4}[/-][0-9]{2}(?![0-9%]))
      |(?P<number>[0-9]+(?:[.,][0-9]+)*|\.[0-9]+)
      |(?P<code>(?:Rs|CHF|EUR|USD|GBP|INR|AUD|CAD|ZAR|NGN|KES)(?=[0-9])|R(?=[0-9][0-9.,]*(?:m|bn|k)\b))
      |(?P<word>[^\W\d_](?:[^\W_]|['&](?=[^\W\d_]))*(?:-[^\W_](?:[^\W_]|'(?=[^\W\d_]))*)*)
      |(?P<mark>->|=>|<=|>=|[^\s])""",
    re.VERBOSE,
)
# One character for one character: places in the text stay what they are.
_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": ";",
        "\u2212": "-",
        "\u2192": "\u2192",
    }
)


class Kind(Enum):
    """What a token is made of."""

    DATE = "date"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


_KINDS = {kind.value: kind for kind in Kind} | {"code": Kind.WORD}


class Token(NamedTuple):
    """One word, number or mark.

    Attributes:
        text: As written.
        lower: Lower-cased, with plain hyphens and apostrophes.
        start: Index of its first character in the sentence.
        end: Index after its last character.
        kind: What it is made of.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Sentence:
    """Text with folded white space, and its tokens.

    Attributes:
        text: As given, white space folded.
        tokens: In order, without gaps other than blanks.
        words: The lower-cased text of each token.
        titled: Whether most words are capitalised, as in a title.
    """

    text: str
    tokens: tuple[Token, ...] = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    titled: bool = False

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, index: int) -> str:
        """The lower-cased token at ``index``, or "" outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether the token at ``index`` follows the one before it without a blank."""
        if not 0 < index < len(self.tokens):
            return False
        return self.tokens[index].start == self.tokens[index - 1].end

    def is_number(self, index: int) -> bool:
        """Whether the token at ``index`` is written in digits."""
        return 0 <= index < len(self.tokens) and self.tokens[index].kind is Kind.NUMBER

    def is_word(self, index: int) -> bool:
        """Whether the token at ``index`` is a word."""
        return 0 <= index < len(self.tokens) and self.tokens[index].kind is Kind.WORD

    def between(self, start: int, end: int) -> str:
        """The text of the tokens from ``start`` up to, without, ``end``."""
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def split(text: str) -> Sentence:
    """Fold the white space of ``text`` and cut it into tokens."""
    folded = " ".join(text.split())
    plain = folded.translate(_PLAIN)
    lowered = plain.lower()
    if len(lowered) != len(plain):  # a few letters, such as the dotted capital I, grow
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    tokens = tuple(
        Token(
            folded[match.start() : match.end()],
            lowered[match.start() : match.end()],
            match.start(),
            match.end(),
            _KINDS[match.lastgroup or "mark"],
        )
        for match in _TOKEN.finditer(plain)
    )
    capitals = sum(token.text[0].isupper() and token.text[1:].islower() for token in tokens)
    titled = capitals > max(3, len(tokens) // 2)
    return Sentence(folded, tokens, tuple(token.lower for token in tokens), titled)
