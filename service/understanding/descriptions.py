"""Numbers that describe: versions, sizes, how many there are and where something is done."""

from __future__ import annotations

from service.domain.objective import Movement
from service.understanding.measures import Measure
from service.understanding.sentences import Sentence
from service.understanding.units import PHYSICAL
from service.understanding.verbs import VERBS
from service.understanding.vocabulary import words

#: Acronyms that are read from a scale; any other before a number is the name of a thing.
_METRICS = words(
    "nps enps csat ces roi roas roe rona roce irr arr mrr acv arpu arppu aov ltv cltv clv cac cpa "
    "cpc cpm cpl ctr cvr dau wau mau gmv gwp ebitda ebit oee otif otd mttr mttd mtbf mtta sla slas "
    "dso dpo dio nim gdp gnp hdi gpa sat gcse pisa imr mmr tfr saidi saifi caidi pue wue voc ltir "
    "ltifr trir fte ftes kpi okr cri bmi hba1c iq eq co2 nox pm10 "
    "gb tb mb kg usd eur gbp inr up by to at of from under over about than only just least most is "
    "for in on with and or"
)
_DEFINITE = words("the all our these those both its their your my")
_PREPOSITIONS = words(
    "in on at for across of from with among amongst throughout to within into onto"
)
_LIMITS = words("below under above over by than past beyond least most")
#: Verbs that work through a list of things, so that how many there are is the target.
_COUNTING = words(
    "close retire fix resolve clear complete finish deliver hire fill recruit reach hit win meet "
    "achieve pass cross exceed surpass break safeguard protect keep preserve maintain save hold "
    "top attain settle process"
)
_SIZES = PHYSICAL | words(
    "kv mhz ghz hz v w m acre acres hp cc metre meter mile tonne litre mw inch foot bed seat page"
)
_SPREAD = words("across throughout among amongst")
_TRYING = words("pilot trial test")


def describes(sentence: Sentence, measure: Measure) -> bool:
    """Whether a count only tells things apart or says how many or how large they are."""
    if measure.unit != "count" or measure.word:
        return False
    return (
        _is_version(sentence, measure)
        or _is_size(sentence, measure)
        or _is_known_count(sentence, measure)
        or _is_place(sentence, measure)
    )


def _is_version(sentence: Sentence, measure: Measure) -> bool:
    """ "v4.2", "WCAG 2.2", "iOS 19", "the Mark 4"."""
    start = measure.start
    if not sentence.is_word(start - 1) or not sentence.is_number(start):
        return False
    if sentence.glued(start):
        return True
    if not measure.bare or measure.multiplier > 1 or sentence.text.isupper():
        return False
    written, before = sentence.tokens[start - 1].text, sentence.words[start - 1]
    if before in _METRICS:
        return False
    if any(letter.isupper() for letter in written[1:]):
        return before not in VERBS
    return written[0].isupper() and start > 2 and not sentence.titled and before in VERBS


def _is_size(sentence: Sentence, measure: Measure) -> bool:
    """ "the 33 kV grid", "a 60 m mast": a number, its unit and the noun that they describe."""
    if sentence.word(measure.start - 1) not in _DEFINITE | {"a", "an"}:
        return False
    unit = measure.end if measure.bare else measure.end - 1
    noun = unit + 1
    return (
        sentence.word(unit) in _SIZES
        and sentence.is_word(noun)
        and sentence.word(noun) not in _PREPOSITIONS
        and len(sentence.word(noun)) > 2
    )


def _is_known_count(sentence: Sentence, measure: Measure) -> bool:
    """ "on the 36 presses", "merge the two depots": so many as there are."""
    place = measure.start - 1
    if sentence.word(place) not in _DEFINITE:
        return False
    digits = sentence.words[measure.start]
    if len(digits) == 4 and digits.isdigit() and digits[:2] in ("19", "20"):
        return True  # "all 2024 audit findings"
    while (place > measure.start - 5 and sentence.word(place) in _DEFINITE) or (
        sentence.word(place) == "of" and sentence.word(place - 1) in _DEFINITE
    ):
        place -= 1
    before = sentence.word(place)
    if before in _PREPOSITIONS:
        return True
    if before in _LIMITS or _goes_to(sentence, measure.end):
        return False
    ruling = next((at for at in range(place, max(-1, place - 3), -1) if _verb(sentence, at)), None)
    return ruling is not None and _verb(sentence, ruling) not in _COUNTING


def _goes_to(sentence: Sentence, index: int) -> bool:
    """Whether another number follows after "to": "trim our 14 steps to 6"."""
    verb = VERBS.get(sentence.word(0))
    if verb is None or verb.movement not in (Movement.INCREASE, Movement.DECREASE):
        return False
    places = range(index, min(index + 4, len(sentence)))
    return any(sentence.word(at) == "to" and sentence.is_number(at + 1) for at in places)


def _verb(sentence: Sentence, index: int) -> str:
    verb = VERBS.get(sentence.word(index))
    return verb.lemma if verb else ""


def _is_place(sentence: Sentence, measure: Measure) -> bool:
    """ "across 85 branches", "pilot it on two farms", "schools with fewer than 50 pupils"."""
    before = sentence.word(measure.start - 1)
    if not measure.bare:
        return False
    if before in _SPREAD:
        return True
    if before in ("on", "in", "at", "with") and _verb(sentence, 0) in _TRYING:
        return True
    compared = sentence.words[max(0, measure.start - 3) : measure.start]
    return (
        len(compared) == 3
        and compared[0] == "with"
        and compared[1] in ("fewer", "more", "less", "at")
        and sentence.word(measure.start - 4).endswith("s")
        and sentence.is_word(measure.end)
    )
