"""Signs in the form of a text that it is, or is not, an objective."""

from __future__ import annotations

import re

import numpy as np

from service.domain.objective import Objective
from service.domain.ports import Scores
from service.recommend.vocabulary import Vocabulary
from service.understanding.language import looks_english
from service.understanding.verbs import VERBS

#: opens_with_verb: the first word can be the base form of a verb that objectives are written with.
#: moves, aims, dated: a direction, a target, a deadline was read.
#: asks: it is a question. first_person: somebody speaks of themselves. past: something was.
#: foreign: it is not English. strange: share of words that no KPI is written with.
#: symbols, digits: share of such characters. exclaims: it ends with "!". long: log of the words.
#: A full stop at the end is no sign: many write objectives as sentences.
FORM = (
    "opens_with_verb",
    "moves",
    "aims",
    "dated",
    "asks",
    "first_person",
    "past",
    "foreign",
    "strange",
    "symbols",
    "digits",
    "exclaims",
    "long",
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SYMBOL = re.compile(r"[{}()<>=;\[\]\\|_$#*@/~^`]")
_QUESTION = re.compile(
    r"\?\s*$|^(?:who|what|when|where|why|how|which|whose|can|could|do|does|did|is|are|was|were|"
    r"should|would|will|has|have)\b(?!.*\b(?:will|shall)\b)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'll|me|my|mine|you|your|he|she|his|her)\b", re.I)
_PAST = re.compile(r"\b(?:was|were|had|went|said|came|got|took|made|\w{3,}ed)\b", re.I)


def form_of(objective: Objective, vocabulary: Vocabulary) -> Scores:
    """The signs in a text, shape (len(FORM),), each about 0 to 1.

    Args:
        objective: The text as read.
        vocabulary: Words that KPIs are written with.
    """
    text = objective.text
    words = _WORD.findall(text)
    opening = VERBS.get(words[0].lower()) if words else None
    strange = sum(not vocabulary.knows_any(word) for word in words)
    signs = (
        opening is not None and opening.base,
        objective.direction is not None,
        objective.target is not None,
        objective.deadline_text is not None,
        bool(_QUESTION.search(text)),
        bool(_FIRST_PERSON.search(text)),
        bool(_PAST.search(text)),
        not looks_english(text),
        strange / max(1, len(words)),
        min(1.0, 5 * len(_SYMBOL.findall(text)) / max(1, len(text))),
        sum(character.isdigit() for character in text) / max(1, len(text)),
        text.rstrip().endswith("!"),
        np.log1p(len(words)) / 4,
    )
    return np.array(signs, dtype=np.float32)
