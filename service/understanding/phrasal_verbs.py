"""Verbs whose particle says which way: "step up", "rein in", "shave 20 minutes off"."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.units import CURRENCY_MARKS
from service.understanding.vocabulary import words

#: Particles that may follow a verb.
PARTICLES = words("up down out back on off in away over through along")
_UP = words(
    "step ramp crank jack beef bump pump ratchet scale bulk shore prop perk dial turn top "
    "build hike gear juice drive push bring buoy pep spice liven buck force bid move go come "
    "get nudge inch creep boost lift raise move pick"
)
_DOWN = words(
    "dial wind ramp scale crack cut bring drive whittle pare trim tone turn slow narrow push "
    "force press knock draw run phase tamp damp batten bear beat get come go move keep water "
    "clamp take nudge pull slim thin bid step boil"
)
_BACK = words("scale cut pare throttle trim dial roll rein pull wind")
_OUT = words("wipe stamp root weed snuff strip squeeze drive design wring")
_OFF = words("shave knock lop skim take trim cut slice chop clip strip wipe carve")
_IN = words("rein")
_AWAY = words("whittle chip trim strip")
_MOVING: dict[str, tuple[frozenset[str], Movement]] = {
    "up": (_UP, Movement.INCREASE),
    "down": (_DOWN, Movement.DECREASE),
    "back": (_BACK, Movement.DECREASE),
    "out": (_OUT, Movement.DECREASE),
    "in": (_IN, Movement.DECREASE),
    "away": (_AWAY, Movement.DECREASE),
}
#: Verbs of movement that with their particle only do a thing: "move out", "slim" apart.
_DEEDS = words("turn move take bring get pull push drive shift let come step phase trade hold cut")
_DEED_PARTICLES = words("out off over through away")
_TAKEN_FROM = words("off out")


def phrasal_movement(lemma: str, particle: str) -> Movement | None:
    """The movement of a verb with the particle right behind it, or None when it adds nothing."""
    lemmas, movement = _MOVING.get(particle, (frozenset(), None))
    if lemma in lemmas:
        return movement
    if lemma in _DEEDS and particle in _DEED_PARTICLES and lemma != "phase":
        return Movement.ACHIEVE
    return None


def takes_from(lemma: str, following: tuple[str, ...]) -> bool:
    """Whether an amount is taken off: "knock £2 off the price", "squeeze 3% out of costs".

    Args:
        lemma: The verb.
        following: The words after it.
    """
    if lemma == "take" and "off" in following:  # "take 1,000 cars off the road" moves no amount
        return following[0] in CURRENCY_MARKS or following[1:2] == ("%",)
    return lemma in _OFF | _OUT and bool(_TAKEN_FROM.intersection(following[1:6]))
