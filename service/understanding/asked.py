"""The movement that a sentence asks for, and the nouns and adjectives that say it."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.objective import Movement
from service.understanding.clauses import Clause
from service.understanding.polarity import HEAD_ENDS
from service.understanding.sentences import Sentence
from service.understanding.vocabulary import words

#: Adjectives that ask for a movement where no verb does: "fewer potholes".
COMPARATIVES: dict[str, Movement] = dict.fromkeys(
    words(
        "more higher greater better stronger bigger larger faster safer healthier quicker "
        "increased improved wider"
    ),
    Movement.INCREASE,
) | dict.fromkeys(
    words("fewer less lower smaller shorter cheaper reduced slower"), Movement.DECREASE
)
#: Nouns of change: "a 20% reduction", "growth in exports".
CHANGES: dict[str, Movement] = dict.fromkeys(
    words(
        "growth increase rise improvement uplift expansion gain boost increases improvements gains "
        "hike jump surge"
    ),
    Movement.INCREASE,
) | dict.fromkeys(
    words(
        "reduction decrease decline drop fall cut savings saving reductions cuts elimination "
        "eradication shrinkage"
    ),
    Movement.DECREASE,
)
# "work time", "quality time" apart, these particles turn a verb of motion.
PARTICLE_MOVEMENTS = {"up": Movement.INCREASE, "down": Movement.DECREASE}


@dataclass(frozen=True, slots=True)
class Asked:
    """The movement that a sentence asks for.

    Attributes:
        movement: None when the words do not say.
        start: Index of the word that says it; -1 when none does.
        end: Index after that word and its particle: where the subject begins.
        clause: The clause that it stands in.
        open: The verb leaves the movement to the numbers ("bring", "improve").
        since: Where the subject begins when it stands before the verb, else -1.
    """

    movement: Movement | None
    start: int = -1
    end: int = 0
    clause: Clause = Clause.MAIN
    open: bool = False
    since: int = -1


def is_head(sentence: Sentence, taken: list[bool], place: int) -> bool:
    """Whether a noun of change ends its phrase: "growth in sales", not "growth hacking"."""
    after = place + 1
    if after >= len(sentence) or taken[after]:
        return True
    return not sentence.is_word(after) or sentence.words[after] in HEAD_ENDS | {
        "over",
        "this",
        "next",
    }


def with_less(sentence: Sentence, index: int) -> bool:
    """Whether words at ``index`` say what else goes down: "with fewer errors"."""
    return (
        sentence.word(index) == "with"
        and sentence.word(index + 1) in ("fewer", "less")
        and sentence.word(index + 2) not in ("", "than")
    )
