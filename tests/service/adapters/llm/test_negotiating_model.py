"""Which form of request is found, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel

from service.adapters.llm.attempt import Attempt, Mode, Option
from service.adapters.llm.negotiating_model import NegotiatingModel
from service.domain.llm import Call, Failure
from tests.service.adapters.llm.calls import CALL, UPRIGHT, Scripted, Verdict, modes, soon

OK = Attempt(UPRIGHT, None, 100, 10)
REFUSED_FORM: Attempt[Verdict] = Attempt(
    None, Failure.REJECTED, status=400, complaint="unknown field"
)
NO_TEMPERATURE = replace(REFUSED_FORM, complaint="'temperature' is not supported")


class Other(BaseModel):
    """Another form of reply."""

    upright: bool


OTHER_CALL: Call[Any] = Call(CALL.task, 1, CALL.prompt_sha256, CALL.system, CALL.user, Other)


def test_nothing_is_known_before_a_reply() -> None:
    model = NegotiatingModel(Scripted(Failure.SERVER_ERROR))
    assert model.attempt(CALL, soon(5)).failure is Failure.SERVER_ERROR
    assert model.mode is None


def test_a_form_is_found_once() -> None:
    script = Scripted(REFUSED_FORM, OK)
    model = NegotiatingModel(script)
    assert model.attempt(CALL, soon(5)) == replace(OK, requests=2)
    assert model.attempt(OTHER_CALL, soon(5)) == OK
    assert modes(script.forms) == ["JSON schema", "tool call", "tool call"]
    assert model.mode is Mode.TOOL_CALL


def test_one_schema_may_be_refused_where_another_is_taken() -> None:
    script = Scripted(OK, REFUSED_FORM, OK)
    model = NegotiatingModel(script)
    model.attempt(CALL, soon(5))
    model.attempt(OTHER_CALL, soon(5))
    model.attempt(CALL, soon(5))
    model.attempt(OTHER_CALL, soon(5))
    found = modes(script.forms)
    assert found == ["JSON schema", "JSON schema", "tool call", "JSON schema", "tool call"]


def test_a_refusal_in_every_form_is_not_remembered() -> None:
    script = Scripted(REFUSED_FORM)
    model = NegotiatingModel(script)
    attempt = model.attempt(CALL, soon(5))
    assert (attempt.failure, attempt.requests) == (Failure.REJECTED, 3)
    script.outcomes = [OK]
    model.attempt(CALL, soon(5))
    assert script.forms[-1].mode is Mode.JSON_SCHEMA


def test_an_unreadable_reply_in_a_form_that_works_is_the_models_own_fault() -> None:
    script = Scripted(OK, Failure.UNREADABLE)
    model = NegotiatingModel(script)
    model.attempt(CALL, soon(5))
    assert model.attempt(CALL, soon(5)).requests == 1


@pytest.mark.parametrize("failure", sorted(set(Failure) - {Failure.UNREADABLE, Failure.REJECTED}))
def test_other_failures_say_nothing_of_the_form(failure: Failure) -> None:
    assert NegotiatingModel(Scripted(failure)).attempt(CALL, soon(5)).requests == 1


def test_what_is_refused_is_left_out_from_then_on() -> None:
    script = Scripted(NO_TEMPERATURE, OK)
    model = NegotiatingModel(script)
    assert model.attempt(CALL, soon(5)) == replace(OK, requests=2)
    assert model.left_out == {Option.TEMPERATURE}
    model.attempt(CALL, soon(5))
    assert Option.TEMPERATURE not in script.forms[-1].options
    assert modes(script.forms) == ["JSON schema"] * 3


def test_what_did_not_help_to_leave_out_is_asked_for_again() -> None:
    model = NegotiatingModel(Scripted(NO_TEMPERATURE, Failure.SERVER_ERROR))
    model.attempt(CALL, soon(5))
    assert not model.left_out


def test_the_search_ends_at_the_deadline() -> None:
    assert NegotiatingModel(Scripted(REFUSED_FORM)).attempt(CALL, soon(0)).requests == 1
    assert NegotiatingModel(Scripted(NO_TEMPERATURE)).attempt(CALL, soon(0)).requests == 1


CUT_SHORT: Attempt[Verdict] = Attempt(None, Failure.UNREADABLE, 100, 50, cut_short=True)


def test_a_model_that_thinks_first_is_given_room_from_then_on() -> None:
    script = Scripted(CUT_SHORT, OK)
    model = NegotiatingModel(script)
    attempt = model.attempt(CALL, soon(5))
    assert (attempt.value, attempt.requests, attempt.output_tokens) == (UPRIGHT, 2, 60)
    model.attempt(CALL, soon(5))
    assert [form.room for form in script.forms] == [1, 4, 4]
    assert modes(script.forms) == ["JSON schema"] * 3


def test_room_has_an_end() -> None:
    script = Scripted(OK, CUT_SHORT)
    model = NegotiatingModel(script)
    model.attempt(CALL, soon(5))
    attempt = model.attempt(CALL, soon(5))
    assert (attempt.failure, attempt.requests) == (Failure.UNREADABLE, 3)
    assert [form.room for form in script.forms] == [1, 1, 4, 16]
