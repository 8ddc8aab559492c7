"""Tell English from other languages well enough to warn."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in for on by with our we from at is are be as all more less new before after "
    "until into per than that this their its every each within".split()
)
#: Frequent short words of the languages most often met; none is an English word,
#: so German "die", Dutch "met" and Portuguese "do" are missing.
_FOREIGN = frozenset(
    "der das und dem ein eine einer mit für von zu auf bis unsere wir nicht ist sind bei sie "
    "le la les des du et une pour dans sur avec nos notre aux est sont leur "
    "el los las del para por una nuestro nuestra más que en "
    "os das dos ao uma com não mais nosso nossa até em "
    "il gli della delle di nostro nostra più che "
    "het een voor onze niet meer en "
    "ve bir için ile bu na dla oraz się".split()
)
_MOSTLY = 0.5


def looks_english(text: str) -> bool:
    """False when the script is not Latin or the small words are those of another language.

    Short texts without small words count as English.
    """
    letters = [character for character in text if character.isalpha()]
    latin = sum(ord(character) < 0x250 for character in letters)
    if letters and latin < _MOSTLY * len(letters):
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return foreign <= english
