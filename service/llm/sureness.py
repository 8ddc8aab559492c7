"""How sure a model says it is, in three words: a small one has no finer feeling for it."""

from __future__ import annotations

from enum import StrEnum

from service.llm.session import LlmSession


class Sure(StrEnum):
    """In the words that the prompts ask for."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def sureness(session: LlmSession, word: str) -> Sure | None:
    """What a word of a reply says; another one than was asked for is counted and says nothing."""
    try:
        return Sure(word.strip().lower())
    except ValueError:
        session.reject("unknown sureness")
        return None
