"""Numbers that name or describe and so are no quantities: "SDG 3", "children under 5"."""

from __future__ import annotations

from service.understanding.descriptions import describes
from service.understanding.measures import CALLED, SHARE_LEADS, Measure
from service.understanding.sentences import Sentence
from service.understanding.verbs import NUMBERED, OFTEN_NOUNS, VERBS
from service.understanding.vocabulary import words

# Words before a number that make it a name: "ISO 27001", "top 10", "phase 2".
NAMING = words(
    "iso sdg sdgs top phase tier level levels stage grade grades version v article section "
    "chapter goal goals type no number covid class zone route highway industry scope series "
    "agenda vision horizon windows python formula room building step priority fortune ftse "
    "local category option annex appendix part pillar target objective kr milestone sprint "
    "round track band web act rule unit form table figure wave gate group block ward platform "
    "terminal line year age ages aged key field berth quarry junction cabin cabins wards lines "
    "units km bus gen mark plot lot bay pier dock hangar shed barn shaft flight convention "
    "regulation directive cohort batch edition model tower kiln furnace mill turbine boiler "
    "reactor oven vessel hall studio court floor cluster pm2 basel ifrs ias gdpr soc s&p nasdaq "
    "dax per every each plan rev"
)
_POPULATION = words(
    "children people adults youth women men patients residents kids persons pupils students girls "
    "boys seniors those anyone everyone employees workers drivers infants babies citizens "
    "teenagers pensioners carers learners farmers mothers teens tenants"
)
_RELATIVE = words(
    "living earning aged valued worth costing weighing making spending lasting exceeding live "
    "earn living-on older younger"
)
_COMPARING = words("less more fewer than on under over above below at least most up of")
_EXTREMES = words("top bottom richest poorest wealthiest")
_AGING = words("am i'm turn turning turned")
AGES = words("age ages aged")
RANGE = words("to and - or")
_HOTLINE = words("call calls caller callers service services system centre center line")


def is_name(sentence: Sentence, measure: Measure) -> bool:
    """Whether the number only names or describes: "SDG 3", "children under 5"."""
    start = measure.start
    before = sentence.word(start - 1)
    if describes(sentence, measure):
        return True
    if measure.bare and sentence.word(measure.end) in CALLED:
        return True
    if measure.value in (311.0, 911.0, 999.0, 112.0) and sentence.word(measure.end) in _HOTLINE:
        return True
    if before in ("per", "every", "each", "#") or (before == "/" and sentence.glued(start)):
        return True
    if before in AGES:
        return True
    if before in _EXTREMES or (measure.bare and before in _AGING):
        return True
    if measure.bare and measure.value == 1 and sentence.word(start) == "one":
        if sentence.word(measure.end) == "of":
            return True
        return before not in ("least", "to") and not (
            before in VERBS and VERBS[before].lemma not in ("be", "make")
        )
    opens = (
        start == 1
        and before in VERBS
        and VERBS[before].base
        and before not in NUMBERED | OFTEN_NOUNS
    )  # "shed 800 tonnes"
    if measure.bare and before in NAMING and not opens:
        return True
    if measure.bare and sentence.is_word(start - 1) and start > 1:
        written = sentence.tokens[start - 1].text
        named = written[0].isupper() and not written.isupper()
        if named and before not in VERBS and before not in SHARE_LEADS | _COMPARING:
            return True
    # "Attainment 8 score of 52"
    numbered = start == 1 and measure.bare and before not in VERBS and measure.multiplier == 1
    if numbered and sentence.word(measure.end + 1) == "of" and sentence.is_word(measure.end):
        return True
    if sentence.glued(start) and before == "-" and sentence.is_word(start - 2):
        return True
    # the words of comparison before it, then what they compare
    place = start - 1
    while place >= 0 and start - place < 6 and sentence.words[place] in _COMPARING:
        place -= 1
    ruling = sentence.word(place)
    if ruling in ("spending", "earning") and not _is_plural(sentence, place - 1):
        return False  # "cut spending to below $5m"
    if (ruling in _RELATIVE and place < start - 1) or ruling in ("worth", "valued", "costing"):
        return place > 0
    if ruling in _POPULATION and before in ("under", "over", "above", "below") and measure.bare:
        return not sentence.word(measure.end).endswith("s")
    return False


def _is_plural(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word in _POPULATION or (word.endswith("s") and not word.endswith("ss"))
