"""The two things that an objective joins by "and": aims, places, groups of people."""

from __future__ import annotations

import re
from typing import NamedTuple

from service.domain.objective import Objective
from service.understanding.labels import label_end

#: So many words on either side of "and" say what it joins.
_REACH = 6
_JOINT = re.compile(r"\s*(?:,\s+and|;\s+and|\sand|;|\sas\s+well\s+as|\splus)\s+", re.IGNORECASE)
#: Stands for what was cut out: words on its two sides do not follow each other in the text.
_CUT = " . "
_APART = re.compile(r"[,;:.()]")
_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Pair(NamedTuple):
    """What stands on the two sides of a joint, in the objective's words."""

    left: str
    right: str


def joined_in(objective: Objective) -> tuple[Pair, ...]:
    """The pairs of aims in an objective, dates and brackets aside, as they stand in its words."""
    text = _BRACKETS.sub(_CUT, _without_date(objective))
    pairs = []
    for joint in _JOINT.finditer(text):
        if text[joint.end() :][:1].isdigit():
            continue  # "Scope 1 and 2"
        left = _APART.split(text[: joint.start()])[-1].split()[-_REACH:]
        right = _APART.split(text[joint.end() :])[0].split()[:_REACH]
        if "we" in right:
            continue  # "with the schools and the council we will": the aim comes after
        pair = Pair(" ".join(left), " ".join(right))
        if all(_WORD.search(side) for side in pair):
            pairs.append(pair)
    return tuple(pairs)


def _without_date(objective: Objective) -> str:
    text = objective.text[label_end(objective.text) :]
    return text.replace(objective.deadline_text, _CUT) if objective.deadline_text else text
