"""Word lists of the grammar, written as plain text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The set of the words in ``text``."""
    return frozenset(text.split())


def ordered(text: str) -> tuple[str, ...]:
    """The words in ``text`` in their order, for lists that are counted."""
    return tuple(text.split())
