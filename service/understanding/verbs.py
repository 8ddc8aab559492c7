"""Every form of the verbs that objectives are written with, and what each asks for."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.verb_lists import (
    ACHIEVE,
    DECREASE,
    INCREASE,
    LIGHT_VERBS,
    MAINTAIN,
    NEUTRAL,
    NOUN_LIKE,
)
from service.understanding.verb_lists import OFTEN_NOUNS as NOUNS_TOO
from service.understanding.vocabulary import words

#: Verbs that say little before a noun of movement: "achieve a reduction", "drive growth".
LIGHT = words(LIGHT_VERBS)
#: Verbs of movement that count only where a verb is expected.
_NOUN_LIKE = words(NOUN_LIKE)
#: Verbs that begin a noun phrase as often as a sentence: "process efficiency", "staff turnover".
OFTEN_NOUNS = words(NOUNS_TOO)
_IRREGULAR = {
    "grew": "grow", "grown": "grow", "kept": "keep", "held": "hold", "won": "win", "became": "become",
    "met": "meet", "fell": "fall", "lost": "lose", "built": "build", "brought": "bring",
    "took": "take", "got": "get", "rose": "raise", "rise": "raise", "rises": "raise", "rising": "raise",
    "drove": "drive", "sold": "sell", "sought": "seek", "is": "be", "are": "be", "led": "lead",
    "ran": "run", "made": "make", "has": "have", "gone": "go", "risen": "raise", "fallen": "fall",
    "shrunk": "shrink", "shrank": "shrink", "sunk": "sink", "sank": "sink", "swollen": "swell",
    "driven": "drive", "taken": "take", "slid": "slide", "came": "come", "paid": "pay",
    "sent": "send", "spent": "spend", "taught": "teach", "bought": "buy", "found": "find",
    "written": "write", "rewritten": "rewrite", "given": "give", "drawn": "draw", "fed": "feed",
    "lent": "lend", "rebuilt": "rebuild", "begun": "start", "frozen": "freeze", "laid": "lay",
    "sprung": "spring", "stuck": "stick", "withdrawn": "withdraw", "overcome": "overcome",
}  # fmt: skip
#: Parts of a whole that are told apart by numbers: "phase 2".
NUMBERED = words("phase stage step grade block")
#: Forms that say what has become of something: "shortened", "built".
RESULTS = words(
    "grown kept held won met lost built brought got sold made risen fallen shrunk sunk swollen "
    "driven taken slid paid sent spent taught bought found written rewritten given drawn fed lent "
    "rebuilt frozen laid withdrawn cut set put shut"
)


class Verb:
    """An entry of the lexicon.

    Attributes:
        lemma: Base form.
        movement: What it asks for; None for verbs such as "bring" that leave it open.
        noun_like: Counts only where a verb is expected.
        base: Whether the form met is the base form.
    """

    __slots__ = ("base", "lemma", "movement", "noun_like")

    def __init__(self, lemma: str, movement: Movement | None, noun_like: bool, base: bool) -> None:
        self.lemma = lemma
        self.movement = movement
        self.noun_like = noun_like
        self.base = base


def _forms(base: str) -> list[str]:
    if base == "be":
        return ["be", "being"]
    stem = base.removesuffix("e")
    if base.endswith("y") and base[-2] not in "aeou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    plural = base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    forms = [base, plural, stem + "ed", stem + "ing"]
    if base[-1] in "bdgmnptl" and base[-2] in "aeiou" and base[-3:-2] not in "aeiou":
        forms += [base + base[-1] + "ed", base + base[-1] + "ing"]
    return forms


def _lexicon() -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    groups: tuple[tuple[Movement | None, str], ...] = (
        (Movement.INCREASE, INCREASE),
        (Movement.DECREASE, DECREASE),
        (Movement.MAINTAIN, MAINTAIN),
        (None, NEUTRAL),
        (Movement.ACHIEVE, ACHIEVE),
    )
    for movement, bases in groups:
        for base in bases.split():
            noun_like = movement is Movement.ACHIEVE or base in _NOUN_LIKE
            for form in _forms(base):
                verbs.setdefault(form, Verb(base, movement, noun_like, form == base))
    for form, base in _IRREGULAR.items():
        if base in verbs:
            verbs.setdefault(form, Verb(base, verbs[base].movement, form in ("is", "are"), False))
    return verbs


#: Every inflected form, to its verb.
VERBS = _lexicon()
