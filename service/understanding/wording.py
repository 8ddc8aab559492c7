"""All that the words of one entry say by themselves, whatever stands around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.objective import Objective
from service.understanding.amounts import Amount, amounts_in
from service.understanding.content import content_of
from service.understanding.empty_words import without_empty_words
from service.understanding.language import looks_english
from service.understanding.objective import read_objective
from service.understanding.pressure import pressure_of
from service.understanding.words import content_words


@dataclass(frozen=True)
class Wording:
    """A text, read.

    Attributes:
        reading: What it says.
        content: The text without numbers and dates.
        telling: The content without strategy-speak.
        words: The content's words that carry meaning.
        amounts: All amounts, dates aside.
        pressure: Whether it presses for more (1) or less (-1) of what it speaks of.
        english: Whether it looks English.
    """

    reading: Objective
    content: str
    telling: str
    words: frozenset[str]
    amounts: frozenset[Amount]
    pressure: int
    english: bool


#: Reads texts as on a day.
WordingReader = Callable[[Sequence[str], date], list[Wording]]


def read_wordings(texts: Sequence[str], today: date) -> list[Wording]:
    """Read texts.

    Args:
        texts: Objectives or goals.
        today: The day from which "next year" counts.
    """
    return [_read(text, today) for text in texts]


def _read(text: str, today: date) -> Wording:
    reading = read_objective(text, today)
    content = content_of(reading)
    return Wording(
        reading,
        content,
        without_empty_words(content),
        content_words(content),
        amounts_in(text, today),
        pressure_of(reading),
        looks_english(text),
    )
