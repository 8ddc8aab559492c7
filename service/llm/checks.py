"""What of a reply the input bears out: quotations that occur, numbers that were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from prompts.fences import defused
from service.understanding.numerals import MULTIPLIERS, SMALL

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+")
#: Two texts that share so many words in a row, or so many letters in a row without regard to what
#: stands between them, are not alike by chance.
REPEATED_WORDS, REPEATED_LETTERS = 8, 44
#: No word of a plain text has so many letters; what is encoded has.
_LONGEST_WORD = 40
_FOLDED = str.maketrans("‘’“”„–—|¦│", '\'\'"""--///')
#: Links, addresses, tags and Markdown, which no reply may bring into an answer.
_MARKUP = re.compile(
    r"https?:|//|\\\\|www\.|\b(?:javascript|vbscript|mailto|tel|sms|file):\S|data:\w+/"
    r"|\S@\S|(?<!\w)@\w|&(?:#?\w+);|\\u[0-9a-f]{4}|%[0-9a-f]{2}(?![\w%])"
    # An address has letters on both sides of its dot; a sentence has a blank behind.
    r"|[^\W_]\.[^\W\d_]{2,}|[a-z0-9][。｡][a-z]{2,}"
    # ">" before a number is a comparison; "<" is for the fences to tell.
    r"|[>〉⟩](?!\s*=?\s*[-+]?[$€£]?\.?\d)|[`\[\]{}|]|\*\*|__\w|~~|(?<![\w*])\*\w[^*]*\w\*(?![\w*])|^\s*(?:[#>=]|[-*+]\s)"
    # Letters of two scripts in one word are meant to look like other ones; but "μg" is a unit.
    r"|[a-z](?![μωδ])[\u0370-\u03ff\u0400-\u052f]|(?![μωδ])[\u0370-\u03ff\u0400-\u052f][a-z]"
    rf"|[!-~]{{{_LONGEST_WORD + 1}}}",
    re.I | re.M,
)
#: Numbers in words by their value. "One" is rarely a number.
_VALUES: dict[str, float] = {word: value for word, value in SMALL.items() if value != 1}
_VALUES |= {f"{word}fold": value for word, value in SMALL.items()}
_VALUES |= {word: value for word, value in MULTIPLIERS.items() if len(word) > 3}
_VALUES |= {f"{word}s": value for word, value in MULTIPLIERS.items() if len(word) > 3}
_VALUES |= dict.fromkeys("double doubles doubled doubling twice".split(), 2)
_VALUES |= dict.fromkeys("triple triples tripled tripling thrice treble".split(), 3)
_VALUES |= dict.fromkeys("quadruple quadruples quadrupled quadrupling".split(), 4)
_VALUES |= dict.fromkeys("half halve halves halved halving".split(), 0.5)
_SHARE = re.compile(
    r"\b(?:a|an|one|two|three|four)[\s-](third|quarter|fifth|sixth|eighth|tenth)s?\sof\b"
)


def occurs(quote: str, text: str) -> bool:
    """Whether a quotation stands in a text, letter case and blanks aside."""
    return bool(quoted(quote, text))


def quoted(quote: str, text: str) -> str:
    """A quotation as the text has it; empty when the text does not.

    Letter case, blanks, quotation marks and dashes may differ, so a reply's own spelling is not
    for showing.
    """
    source = unicodedata.normalize("NFC", defused(text))
    folded, places = _folded(source)
    wanted = _folded(unicodedata.normalize("NFC", defused(quote)))[0].strip(" .\"'")
    at = folded.find(wanted)
    if not _WORD.search(wanted) or at < 0:
        return ""
    return " ".join(source[places[at] : places[at + len(wanted) - 1] + 1].split())


def new_numbers(text: str, given: Iterable[str]) -> frozenset[str]:
    """Numbers of a text that none of the given texts has, in digits or words, as digits."""
    known = {number for one in given for number in numbers_in(one)}
    return numbers_in(text) - known


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text in one spelling: "1,000" is "1000", "5.0" is "5", "ninety" is "90".

    Each word of a number counts by itself: "two hundred" is "2" and "100".
    """
    plain = _letters_of(text)
    words = [_VALUES[word] for word in re.findall("[a-z]+", plain) if word in _VALUES]
    # Signs with a value that are no digits: "½", "Ⅻ", "九". "一" is as common as "one".
    signs = [unicodedata.numeric(c) for c in text if c.isnumeric() and not c.isdecimal()]
    valued = [f"{value:.15g}" for value in (*words, *(sign for sign in signs if sign != 1))]
    return frozenset((*number_sequence(text), *valued, *_SHARE.findall(plain)))


def number_sequence(text: str) -> tuple[str, ...]:
    """The numbers in digits of a text in the order in which they stand, each in one spelling."""
    return tuple(_spelling(found) for found in _NUMBER.findall(unicodedata.normalize("NFKC", text)))


def repeats(text: str, source: str) -> bool:
    """Whether a text repeats a run of ``REPEATED_WORDS`` words of another, such as the prompt.

    Likewise of its letters, with other signs between them or backwards.
    """
    if not _runs(_words(text), REPEATED_WORDS).isdisjoint(_runs(_words(source), REPEATED_WORDS)):
        return True
    letters, known = "".join(_words(text)), _runs("".join(_words(source)), REPEATED_LETTERS)
    return any(
        not _runs(run, REPEATED_LETTERS).isdisjoint(known) for run in (letters, letters[::-1])
    )


def has_markup(text: str) -> bool:
    """Whether a text holds a link, an address, a tag, Markdown, hidden or disguised letters."""
    return bool(_MARKUP.search(unicodedata.normalize("NFKC", text))) or defused(text) != text


def _words(text: str) -> list[str]:
    return _WORD.findall(_letters_of(text))


def _letters_of(text: str) -> str:
    """Small letters without what is put upon them."""
    taken_apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in taken_apart if not unicodedata.combining(c))


def _runs(parts: Sequence[str], length: int) -> frozenset[Sequence[str]]:
    starts = range(len(parts) - length + 1)
    return frozenset(
        parts[at : at + length] if isinstance(parts, str) else tuple(parts[at : at + length])
        for at in starts
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """A text in the spelling for comparing, with the place in the text that each sign is from."""
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in unicodedata.normalize("NFKC", sign).casefold().translate(_FOLDED):
            if not one.isspace():
                folded.append(one)
            elif folded and folded[-1] != " ":
                folded.append(" ")
            else:
                continue
            places.append(place)
    return "".join(folded), places


def _spelling(number: str) -> str:
    digits = "".join(str(unicodedata.decimal(c, c)) for c in number)
    whole = re.sub(r",(?=\d{3}\b)", "", digits).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if whole.count(".") == 1 else whole
