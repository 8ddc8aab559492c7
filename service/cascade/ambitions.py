"""Ambitions that name no measure: "be the leading provider" asks for a share of a market."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_name("ambitions.yaml")


@dataclass(frozen=True)
class Ambition:
    """What organisations mean by such words.

    Attributes:
        words: Any of which gives it away.
        restated: Objectives that say the same with measures.
        meaning: How the words are read, in one clause.
    """

    words: tuple[str, ...]
    restated: tuple[str, ...]
    meaning: str


@cache
def _ambitions() -> tuple[Ambition, ...]:
    rows = yaml.safe_load(TABLE.read_text("utf-8"))
    return tuple(Ambition(tuple(r["words"]), tuple(r["restated"]), r["meaning"]) for r in rows)


def ambition_in(text: str) -> Ambition | None:
    """The ambition that a text speaks of, or None."""
    lower = text.lower()
    return next(
        (
            ambition
            for ambition in _ambitions()
            if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", lower) for w in ambition.words)
        ),
        None,
    )
