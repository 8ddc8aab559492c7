"""Finding the form in which an endpoint takes requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic
from typing import Any, Protocol

from service.adapters.llm.attempt import Attempt, Form, Mode, Option
from service.domain.llm import AnswerT, Call, Failure

#: With which servers refuse a form of request that they do not know.
_UNKNOWN_FORM = {400, 404, 422, 501}
#: By how much a reply that was cut short is given more room, and the most.
_MORE_ROOM, _MOST_ROOM = 4, 16


class Requesting(Protocol):
    """Makes one request in a given form."""

    @property
    def name(self) -> str:
        """``provider:model``, as configured."""

    def request(self, call: Call[AnswerT], form: Form, until: float) -> Attempt[AnswerT]:
        """What came of it; there by ``until``."""


class NegotiatingModel:
    """Asks in the safest form that the endpoint takes.

    The first call finds it out: JSON schema, else a tool call, else plain JSON. It is remembered
    in this process, also for each form of reply, as a server may take one schema and refuse
    another. What it refuses beside, such as a temperature, is left away, and a model that thinks
    before it replies is given the tokens for that.
    """

    def __init__(self, model: Requesting) -> None:
        self.name = model.name
        self._model = model
        self._left_out: frozenset[Option] = frozenset()
        self._room = 1
        self._works: dict[type[Any], Mode] = {}
        self._found: Mode | None = None

    @property
    def mode(self) -> Mode | None:
        """How replies are asked for; None before one has come."""
        return self._found

    @property
    def left_out(self) -> frozenset[Option]:
        """What the endpoint refused."""
        return self._left_out

    def attempt(self, call: Call[AnswerT], until: float) -> Attempt[AnswerT]:
        """What came of it, after as many requests as it takes to find the form."""
        spent: Attempt[AnswerT] = Attempt(None, Failure.TIMEOUT, requests=0)
        for mode in self._modes(call):
            attempt = self._ask(call, mode, until)
            spent = _sum(spent, attempt)
            if attempt.failure is None:
                self._works[call.answer] = mode
                self._found = self._found or mode
                break
            if not self._may_be_the_form(attempt) or monotonic() >= until:
                break
        return spent

    def _ask(self, call: Call[AnswerT], mode: Mode, until: float) -> Attempt[AnswerT]:
        spent: Attempt[AnswerT] = Attempt(None, Failure.TIMEOUT, requests=0)
        left_out, room = self._left_out, self._room
        while True:
            options = frozenset(Option) - left_out
            attempt = self._model.request(call, Form(mode, options, room), until)
            spent = _sum(spent, attempt)
            if attempt.failure is None:
                self._left_out, self._room = left_out, room
            refused = _refused(attempt, options)
            cut_short = attempt.cut_short and room < _MOST_ROOM
            if not (refused or cut_short) or monotonic() >= until:
                return spent
            if cut_short:
                room *= _MORE_ROOM
            if refused:
                left_out |= {refused}

    def _modes(self, call: Call[Any]) -> Iterator[Mode]:
        modes = list(Mode)
        yield from modes[modes.index(self._works.get(call.answer) or self._found or modes[0]) :]

    def _may_be_the_form(self, attempt: Attempt[Any]) -> bool:
        if attempt.failure is Failure.REJECTED:
            return attempt.status in _UNKNOWN_FORM
        # Some servers pass over a form that they do not know, and their models chat.
        unreadable = attempt.failure is Failure.UNREADABLE and not attempt.cut_short
        return self._found is None and unreadable


def _refused(attempt: Attempt[Any], options: frozenset[Option]) -> Option | None:
    """Which of the options the server names in its refusal."""
    if attempt.failure is not Failure.REJECTED or attempt.status not in _UNKNOWN_FORM:
        return None
    named = (option for option in Option if option in options and option in attempt.complaint)
    return next(named, None)


def _sum(spent: Attempt[AnswerT], attempt: Attempt[AnswerT]) -> Attempt[AnswerT]:
    return replace(
        attempt,
        input_tokens=spent.input_tokens + attempt.input_tokens,
        output_tokens=spent.output_tokens + attempt.output_tokens,
        requests=spent.requests + attempt.requests,
    )
