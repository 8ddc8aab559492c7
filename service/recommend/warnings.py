"""What a planner should know of how their words were read."""

from __future__ import annotations

import re

from service.domain.objective import Movement, Objective, TargetKind
from service.understanding.language import looks_english

NOT_ENGLISH = (
    "The text does not look English. Plumbline reads English; the answer may miss the point."
)
#: Numbers as machines write them, which no plan needs and the grammar does not read.
_UNREADABLE = re.compile(
    r"(?<![\w.])[-+]?(?:\d[\d.]*e[-+]?\d+|nan|inf(?:inity)?)(?![a-z0-9])%?", re.IGNORECASE
)


def warnings_on(objective: Objective) -> tuple[str, ...]:
    """Warnings on an objective, none when all is plain."""
    found = [] if looks_english(objective.text) else [NOT_ENGLISH]
    for number in _UNREADABLE.findall(objective.text)[:5]:
        found.append(f"The number {number!r} cannot be read and was left out.")
    if _contradicts_itself(objective):
        found.append("The numbers go the other way than the words; both were taken as they stand.")
    return tuple(found)


def _contradicts_itself(objective: Objective) -> bool:
    baseline, target = objective.baseline, objective.target
    if not baseline or not target or target.kind is not TargetKind.ABSOLUTE:
        return False
    if baseline.unit != target.unit:
        return False
    rises = target.value > baseline.value
    return (objective.direction is Movement.DECREASE and rises) or (
        objective.direction is Movement.INCREASE and target.value < baseline.value
    )
