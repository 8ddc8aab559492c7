"""What a language model takes a vague objective to mean, in terms that can be measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from prompts.fences import one_line
from prompts.loader import load
from service.domain.llm import Task
from service.llm.checks import has_markup, new_numbers, occurs
from service.llm.session import LlmSession, call_for

MOST_OUTPUT_TOKENS = 800
#: Of a list in a reply, and characters of a phrase.
_MOST_PHRASES, _LONGEST = 4, 200


class UnderstandReply(BaseModel):
    """An objective as the model reads it."""

    model_config = ConfigDict(extra="forbid")

    is_objective: bool
    subject: str
    beneficiary: str
    facets: list[str]
    measured_as: list[str]
    numbers: list[str]


@dataclass(frozen=True)
class Understanding:
    """What a model reads in an objective. Its words are searched with, and never shown.

    Attributes:
        is_objective: Whether it takes the text for an objective at all.
        subject: What is to change.
        beneficiary: Who gains.
        facets: Different sides of it.
        measured_as: The objective reworded in terms of what would be measured.
        numbers: As they stand in the text.
    """

    is_objective: bool
    subject: str
    beneficiary: str
    facets: tuple[str, ...]
    measured_as: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def wordings(self) -> tuple[str, ...]:
        """Other words for the objective, to search with."""
        implied = " for ".join(filter(None, (self.subject, self.beneficiary)))
        return tuple(dict.fromkeys(filter(None, (*self.measured_as, *self.facets, implied))))


def understand(session: LlmSession, objective: str) -> Understanding | None:
    """What a model takes an objective to mean; None when it did not answer.

    Phrases with numbers that the objective does not have, with markup or of no sensible length
    are thrown away.
    """
    prompt = load(Task.UNDERSTAND).render(objective=objective)
    reply = session.ask(call_for(Task.UNDERSTAND, prompt, UnderstandReply, MOST_OUTPUT_TOKENS))
    if reply is None:
        return None

    def sound(phrases: Iterable[str]) -> tuple[str, ...]:
        said = [one_line(phrase) for phrase in phrases]
        kept = [phrase for phrase in said if phrase and _is_sound(session, phrase, objective)]
        return tuple(kept[:_MOST_PHRASES])

    numbers = [number.strip() for number in reply.numbers if occurs(number, objective)]
    session.reject("number that was not given", len(reply.numbers) - len(numbers))
    return Understanding(
        reply.is_objective,
        "".join(sound([reply.subject])),
        "".join(sound([reply.beneficiary])),
        sound(reply.facets),
        sound(reply.measured_as),
        tuple(numbers),
    )


def _is_sound(session: LlmSession, phrase: str, objective: str) -> bool:
    if len(phrase) > _LONGEST:
        session.reject("phrase too long")
    elif has_markup(phrase):
        session.reject("markup")
    elif new_numbers(phrase, [objective]):
        session.reject("number that was not given")
    else:
        return True
    return False
