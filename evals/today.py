"""The day on which everything is measured, so that results can be repeated."""

from __future__ import annotations

from datetime import date

#: The day on which our own sets were written; "next year" in them counts from it.
TODAY = date(2026, 11, 25)
