"""Where or for whom an objective holds, and the level of the organisation it names."""

from __future__ import annotations

from kpi_library.models import Level
from service.understanding.asked import Asked
from service.understanding.clauses import Clause
from service.understanding.measures import Measure
from service.understanding.sentences import Sentence
from service.understanding.vocabulary import words

_WHERE = words("across among amongst throughout")
_DETERMINERS = words("the all our each every both its these my")
_ENDS = words(
    "by from while whilst without through via so until before after within during using compared "
    "relative against versus currently now ( ) ; : . \u2192 -> => , at to is are will be and"
)
_PLACES = words(
    "region regions country countries city cities county counties district districts area areas "
    "market markets school schools hospital hospitals store stores site sites office offices "
    "plant plants factory factories neighbourhood neighbourhoods neighborhood neighborhoods "
    "community communities state states province provinces village villages town towns world "
    "workplace department departments division clinic clinics branch branches warehouse "
    "warehouses centre center sector industry company organisation organization downtown "
    "wards campus campuses territory suburbs municipality municipalities prisons canteens"
)
_GROUPS = words(
    "customers customer students student patients patient residents employees employee staff users "
    "user children women men people families households members citizens workers farmers youth "
    "adults veterans teachers pupils clients seniors learners girls boys refugees migrants "
    "visitors firms businesses companies smes suppliers hires managers drivers commuters nurses "
    "passengers partners tenants graduates infants babies mothers taxpayers teenagers buyers"
)
_COMPANY_WIDE = words(
    "company-wide companywide organisation-wide organization-wide firm-wide enterprise-wide "
    "group-wide"
)
_NAMES: dict[str, Level] = (
    dict.fromkeys(("team", "squad", "crew"), Level.TEAM)
    | dict.fromkeys(("department", "division", "dept", "directorate"), Level.DEPARTMENT)
    | dict.fromkeys(
        ("company", "organisation", "organization", "firm", "group", "enterprise"), Level.COMPANY
    )
)
_ME = words("my myself personally me i'll i'm")
_OWN = words("our the my this whole entire")
_ORDER = (Level.TEAM, Level.DEPARTMENT, Level.COMPANY, Level.PERSON)


def opens_scope(sentence: Sentence, index: int) -> bool:
    """Whether the word at a token begins a place or a group of people."""
    word = sentence.words[index]
    if word in _WHERE:
        return True
    if word == "in":
        return _is_place(sentence, index)
    return word == "for" and _is_group(sentence, index)


def _is_place(sentence: Sentence, index: int) -> bool:
    place = index + 1
    while sentence.word(place) in _DETERMINERS:
        place += 1
    if sentence.is_word(place) and not sentence.titled:
        written = sentence.tokens[place].text
        if written[0].isupper() and written[1:].islower() and not written.endswith("sh"):
            return True
    for word in sentence.words[place : place + 4]:
        if word in _PLACES:
            return True
        if word in _ENDS:
            return False
    return False


def _is_group(sentence: Sentence, index: int) -> bool:
    for word in sentence.words[index + 1 : index + 6]:
        if word in _GROUPS:
            return True
        if word in _ENDS or word in ("in", "of"):
            return False
    return False


def scope_of(
    sentence: Sentence,
    asked: Asked,
    taken: list[bool],
    clauses: list[Clause],
    measures: list[Measure],
) -> str | None:
    """The first place or group after the verb, in the words of the text, or None."""
    barred = list(taken)
    for measure in measures:
        barred[measure.start : measure.end] = [True] * (measure.end - measure.start)
    for index in range(max(0, asked.start + 1), len(sentence)):
        if barred[index] or clauses[index] is not asked.clause:
            continue
        if not opens_scope(sentence, index):
            continue
        end = index + 1
        while end < len(sentence) and not (
            barred[end]
            or clauses[end] is not asked.clause
            or (sentence.words[end] in _ENDS and not _goes_on(sentence, end, barred))
        ):
            end += 1
        if end > index + 1:
            return sentence.between(index, end)
    return None


def _goes_on(sentence: Sentence, index: int, barred: list[bool]) -> bool:
    """ "women aged 50 to 70", "in schools and libraries"."""
    if index + 1 >= len(sentence) or barred[index + 1]:
        return False
    if sentence.words[index] == "to":
        return sentence.is_number(index + 1) and sentence.is_number(index - 1)
    return sentence.words[index] == "and"


def level_of(sentence: Sentence, subject: tuple[int, int]) -> Level | None:
    """The level of the organisation that the words give away, or None.

    Args:
        sentence: What to read.
        subject: Tokens of the subject; a team that is itself to move says nothing of the level.
    """
    found: set[Level] = set()
    for index, token in enumerate(sentence.tokens):
        word = token.lower.removesuffix("'s")
        if word in _COMPANY_WIDE:
            found.add(Level.COMPANY)
        elif word in _ME or token.text == "I":
            found.add(Level.PERSON)
        level = _NAMES.get(word)
        if level is None or index == subject[1] - 1:
            continue
        near = sentence.word(index - 1) in _OWN
        if near or (sentence.word(index - 2) in _OWN and level is not Level.COMPANY):
            found.add(level)
    return next((level for level in _ORDER if level in found), None)
