"""Cells that a spreadsheet would take for a formula, made harmless and read back."""

from __future__ import annotations

import re

_TAKEN_FOR_A_FORMULA = re.compile("'* *[=+\\-@\t\r]")


def neutral(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: with an apostrophe before it."""
    return f"'{text}" if _TAKEN_FOR_A_FORMULA.match(text) else text


def restored(text: str) -> str:
    """The text that ``neutral`` was given."""
    return text[1:] if text[:1] == "'" and _TAKEN_FOR_A_FORMULA.match(text) else text
