"""What movement an objective asks for, and by which word."""

from __future__ import annotations

from dataclasses import replace

from service.domain.objective import Movement
from service.understanding.asked import (
    CHANGES,
    COMPARATIVES,
    PARTICLE_MOVEMENTS,
    Asked,
    is_head,
    with_less,
)
from service.understanding.clauses import Clause, is_verb
from service.understanding.negations import (
    keeps_by_denying,
    keeps_by_preventing,
    negated,
)
from service.understanding.nominal import by_nouns
from service.understanding.phrasal_verbs import PARTICLES, phrasal_movement, takes_from
from service.understanding.polarity import LOWER_IS_BETTER, lower_is_better
from service.understanding.predicates import (
    commands,
    moves_by_amount,
    opens_compound,
    particle_at,
    predicate_at,
    states_result,
)
from service.understanding.sentences import Sentence
from service.understanding.verbs import LIGHT, VERBS
from service.understanding.vocabulary import words

_ADVERBS = words("faster quicker sooner")
_LOSSES = words("decline loss losses erosion degradation deterioration fall drop")


def asked_in(sentence: Sentence, taken: list[bool], clauses: list[Clause], clause: Clause) -> Asked:
    """The movement that a clause asks for: by its first verb, else by a noun or adjective."""
    free = [
        index for index in range(len(sentence)) if clauses[index] is clause and not taken[index]
    ]
    main = clause is Clause.MAIN
    if main and free and sentence.words[free[0]] == "up" and sentence.is_word(free[0] + 1):
        return Asked(Movement.INCREASE, free[0], free[0] + 1, clause)  # "up the number of donors"
    for index in free:
        verb = VERBS.get(sentence.words[index])
        if verb is None:
            continue
        if negated(sentence, index):
            if keeps_by_denying(sentence, index):
                return Asked(Movement.MAINTAIN, index, index + 1, clause)
            continue
        if verb.lemma == "double" and sentence.word(index + 1) == "down":
            continue
        if main and not is_verb(sentence, index, taken):
            continue
        unsure = verb.lemma == "be" or not commands(sentence, index)
        if main and (unsure or opens_compound(sentence, index)):
            said = _by_predicate(sentence, taken, free, clause, at_all=unsure)
            if said is not None:
                return said
        return _by_verb(sentence, taken, index, clause)
    said = _by_predicate(sentence, taken, free, clause) if main else None
    said = said or by_nouns(sentence, taken, clauses, clause)
    if said.movement is None and main:
        done = next((at for at in free if states_result(sentence, at, taken)), None)
        if done is not None:
            return Asked(Movement.ACHIEVE, done, done + 1, clause, since=0)
    return said


def _by_predicate(
    sentence: Sentence, taken: list[bool], free: list[int], clause: Clause, at_all: bool = True
) -> Asked | None:
    """What the sentence says of a subject before its verb, or None when it says nothing.

    A verb with an amount comes before one without, which counts only with ``at_all``.
    """
    amounts = [at for at in free if moves_by_amount(sentence, at)]
    for index in amounts + (free if at_all else []):
        if negated(sentence, index):
            if sentence.words[index] in VERBS and keeps_by_denying(sentence, index):
                return Asked(Movement.MAINTAIN, index, index + 1, clause, since=0)
            continue
        if predicate_at(sentence, index, taken, strict=not at_all):
            found = _by_verb(sentence, taken, index, clause)
            # after a colon the subject is the label
            return found if found.since >= 0 else replace(found, since=0)
        movement = particle_at(sentence, index) if at_all else None
        if movement is not None:
            return Asked(movement, index, index + 1, clause, since=0)
    return None


def _by_verb(sentence: Sentence, taken: list[bool], index: int, clause: Clause) -> Asked:
    word = sentence.words[index]
    verb = VERBS[word]
    following = sentence.word(index + 1)
    said = sentence.words[index + 1 : index + 12]
    movement, end = verb.movement, index + 1
    if with_less(sentence, index + 1):  # "ship with fewer defects"
        return Asked(Movement.DECREASE, index, index + 3, clause)
    if following in PARTICLES and verb.lemma != "be" and not takes_from(verb.lemma, said):
        end += 1
    if (phrasal := phrasal_movement(verb.lemma, following)) is not None:
        return Asked(phrasal, index, end, clause)
    if takes_from(verb.lemma, said):
        return Asked(Movement.DECREASE, index, end, clause)
    if keeps_by_preventing(sentence, index):
        return Asked(Movement.MAINTAIN, index, end, clause)
    if _only_done(verb.lemma, said[:6]):
        return Asked(Movement.ACHIEVE, index, end, clause)
    if movement is None:
        for place in range(index + 1, min(index + 7, len(sentence))):
            particle = sentence.words[place]
            if particle in PARTICLE_MOVEMENTS and not taken[place]:
                return Asked(PARTICLE_MOVEMENTS[particle], index, end, clause)
        change = _change_ahead(sentence, taken, end)
        return change or Asked(None, index, end, clause, open=True)
    if verb.lemma in ("end", "stop", "halt", "prevent", "reverse", "slow", "combat", "avoid"):
        for place in range(end, min(end + 4, len(sentence))):
            if sentence.words[place] in _LOSSES and sentence.word(place + 1) in ("of", "in"):
                reverse = verb.lemma == "reverse"
                kept = Movement.INCREASE if reverse else Movement.MAINTAIN
                return Asked(kept, index, place + 2, clause)
    if verb.lemma == "close" and "gap" in sentence.words[end : end + 6]:
        return Asked(Movement.DECREASE, index, end, clause)
    if verb.lemma == "raise" and _money_ahead(sentence, end):
        return Asked(Movement.ACHIEVE, index, end, clause)
    if verb.lemma in ("add",):
        return Asked(movement, index, end, clause)
    if verb.lemma == "save" and _saved_ahead(sentence, end):
        return Asked(Movement.DECREASE, index, end, clause)
    if verb.lemma in ("see", "ensure", "make") and (inner := _verb_ahead(sentence, taken, end)):
        return inner
    if verb.movement is Movement.ACHIEVE:
        change = _change_ahead(sentence, taken, end) if verb.lemma in LIGHT else None
        return (
            change
            or _more_ahead(sentence, taken, index, end, clause)
            or Asked(movement, index, end, clause)
        )
    if verb.lemma in ("improve", "optimise", "optimize", "accelerate", "speed", "better", "raise"):
        if lower_is_better(sentence, end) and verb.lemma != "raise":
            return Asked(Movement.DECREASE, index, end, clause, open=True)
        return Asked(movement, index, end, clause, open=verb.lemma != "raise")
    return Asked(movement, index, end, clause)


_EVENTS = words(
    "hearing hearings meeting meetings workshop workshops event events session sessions auction "
    "conference conferences fair fairs election elections consultation consultations forum "
    "forums festival festivals webinar webinars ceremony summit retreat clinic clinics talks"
)


def _only_done(lemma: str, said: tuple[str, ...]) -> bool:
    """Whether a verb of movement is used for a deed: "drop IE11 support", "hold two hearings"."""
    if lemma == "drop":
        return "support" in said
    if lemma == "stop":
        return said[:1] == ("using",)
    return lemma == "hold" and bool(_EVENTS.intersection(said))


def _verb_ahead(sentence: Sentence, taken: list[bool], start: int) -> Asked | None:
    """The verb inside "see literacy climb", "ensure that emissions fall"."""
    for place in range(start, min(start + 9, len(sentence))):
        word = sentence.words[place]
        if (
            word in ("and", "to", "by", ",", ";", "while", "without", "who", "which")
            or taken[place]
        ):
            return None
        verb = VERBS.get(word)
        if verb is None or verb.movement not in (Movement.INCREASE, Movement.DECREASE):
            continue
        if word not in CHANGES and not word.endswith(("ed", "ing")) and place > start:
            return Asked(verb.movement, place, place + 1, since=start)
        if word in CHANGES and sentence.word(place + 1) in ("by", "to", "from"):
            return Asked(verb.movement, place, place + 1, since=start)
    return None


def _change_ahead(sentence: Sentence, taken: list[bool], start: int) -> Asked | None:
    """A noun or adjective of change soon after a light verb: "achieve a 20% reduction"."""
    for place in range(start, min(start + 9, len(sentence))):
        word = sentence.words[place]
        if taken[place] or word in ("by", "to", "from", "for", "in", ";", ",", "that", "while"):
            return None
        if word in CHANGES and is_head(sentence, taken, place):
            joined = sentence.word(place + 1) in ("in", "of") and not taken[place + 1]
            joined = joined and sentence.is_word(place + 2)  # not "savings of 15%"
            end = place + 2 if joined else start
            return Asked(CHANGES[word], place, end)
        if (
            word in _ADVERBS
            and place > start
            and sentence.word(place + 1) in ("", ",", "and", "with")
        ):
            return Asked(Movement.INCREASE, start - 1, start)  # "deliver releases faster and ..."
        if word in COMPARATIVES and sentence.word(place + 1) != "than" and place < start + 4:
            return Asked(COMPARATIVES[word], place, place + 1)
    return None


def _more_ahead(
    sentence: Sentence, taken: list[bool], index: int, end: int, clause: Clause
) -> Asked | None:
    """ "Plant more trees", "eat less sugar"."""
    word = sentence.word(end)
    if word in ("more", "fewer", "less") and sentence.word(end + 1) != "than":
        return Asked(COMPARATIVES[word], index, end + 1, clause)
    more = next((at for at in range(end, end + 4) if sentence.word(at) in ("more", "fewer")), 0)
    if more and sentence.is_number(end) and sentence.word(more + 1) != "than":
        return Asked(COMPARATIVES[sentence.words[more]], index, more + 1, clause)
    if word.endswith(("er", "st")) and word == "faster":
        return Asked(Movement.INCREASE, index, end, clause)
    last = len(sentence) - 1
    if sentence.word(last) in ("faster", "quicker") and not taken[last]:
        return Asked(Movement.INCREASE, index, end, clause)
    return None


def _money_ahead(sentence: Sentence, index: int) -> bool:
    if sentence.word(index) in ("a", "an", "over"):  # "raise a $4m seed round"
        index += 1
    word = sentence.word(index)
    return word in ("$", "\u00a3", "\u20ac", "usd", "eur", "gbp", "money", "funds", "capital", "us")


def _saved_ahead(sentence: Sentence, index: int) -> bool:
    window = sentence.words[index : index + 12]
    return any(
        word in LOWER_IS_BETTER or word in ("energy", "water", "electricity") for word in window
    ) or (sentence.is_number(index) and sentence.word(index + 1) in ("%", "percent"))
