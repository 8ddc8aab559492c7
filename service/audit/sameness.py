"""Whether two texts say one thing: the same words, the same amounts."""

from __future__ import annotations

from service.domain.objective import Objective
from service.understanding.wording import Wording


def word_agreement(first: Wording, second: Wording) -> float:
    """Share of the content words of both that both have, in [0, 1] (Jaccard)."""
    a, b = first.words, second.words
    return len(a & b) / len(a | b) if a and b else 0.0


def same_amount(first: Objective, second: Objective) -> bool:
    """Whether both aim at one number, or one of them at none or at one of another unit."""
    if first.target is None or second.target is None or first.target.unit != second.target.unit:
        return True
    return first.target.value == second.target.value
