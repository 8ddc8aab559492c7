"""Every fault that a server can have, over real HTTP, through the whole chain."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from langchain_core.tracers.langchain import wait_for_all_tracers
from langsmith.utils import get_env_var

from service.bootstrap import Application
from service.domain.llm import Failure, Reply
from service.settings import Settings
from tests.llm_server import (
    Behaviour,
    LlmServer,
    body,
    disconnect,
    drip,
    endless,
    error,
    hang,
    refusing,
    text,
    tool,
)
from tests.service.adapters.llm.calls import CALL, GOOD, UPRIGHT, Verdict, soon

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

Ask = Callable[..., Reply[Verdict]]


@pytest.fixture
def server() -> Iterator[LlmServer]:
    with LlmServer(text(GOOD)) as listening:
        yield listening


@pytest.fixture
def application(server: LlmServer) -> Iterator[Application]:
    with Application(settings(server)) as opened:
        assert opened.language_model
        yield opened


@pytest.fixture
def ask(server: LlmServer, application: Application) -> Ask:
    """Asks after the server was told how to behave; no answer may be late."""
    model = application.language_model
    assert model

    def asked(*behaviours: Behaviour, seconds: float = 5.0) -> Reply[Verdict]:
        server.then(*behaviours)
        begun = monotonic()
        reply = model.ask(CALL, soon(seconds), "us")
        assert monotonic() - begun < seconds + 0.3
        assert (reply.value is None) is (reply.record.failure is not None)
        return reply

    return asked


def settings(server: LlmServer, **changed: Any) -> Settings:
    # Without the cache: the same call is asked again and again.
    given = {"llm": "openai:small", "llm_base_url": server.url, "llm_cached_replies": 0}
    return Settings.model_validate(given | {"llm_timeout_s": 10} | changed)


class TestGoodReplies:
    def test_what_is_asked_and_what_comes(self, ask: Ask, server: LlmServer) -> None:
        reply = ask(text(GOOD, tokens=(120, 7)))
        assert reply.value == UPRIGHT
        record = reply.record
        assert (record.input_tokens, record.output_tokens, record.attempts) == (120, 7, 1)
        assert (record.model, record.task, record.prompt_version) == ("openai:small", CALL.task, 1)
        assert 0 < record.seconds < 5
        (request,) = server.requests
        assert [message["content"] for message in request["messages"]] == [CALL.system, CALL.user]
        assert request["temperature"] == 0
        assert request["max_tokens"] == request["max_completion_tokens"] == 50
        schema = request["response_format"]["json_schema"]
        assert schema["strict"] is True
        assert schema["schema"]["required"] == ["upright", "reason"]
        assert schema["schema"]["additionalProperties"] is False

    @pytest.mark.parametrize(
        "written",
        [
            f"```json\n{GOOD}\n```",
            f"<think>Is {{it}}? {{}}</think>\nHere you are:\n{GOOD}\nAnything else?",
            f"\ufeff {GOOD}",
        ],
    )
    def test_an_object_is_found_in_what_stands_around_it(self, ask: Ask, written: str) -> None:
        reply = ask(text(written))
        assert reply.value == UPRIGHT
        assert reply.record.attempts == 1

    def test_a_whole_object_before_the_cut_is_good(self, ask: Ask) -> None:
        assert ask(text(GOOD + "\nFurther", ended="length")).value == UPRIGHT


class TestTheFormIsFound:
    def test_tools_where_the_schema_is_refused(self, ask: Ask, server: LlmServer) -> None:
        reply = ask(refusing("response_format", otherwise=tool(GOOD)))
        assert reply.value == UPRIGHT
        assert reply.record.attempts == 2
        assert "response_format" not in server.requests[-1]
        assert ask(refusing("response_format", otherwise=tool(GOOD))).record.attempts == 1

    def test_plain_json_where_tools_are_refused_too(self, ask: Ask, server: LlmServer) -> None:
        plain = refusing("response_format", "tools", otherwise=text(f"Sure!\n{GOOD}"))
        assert ask(plain).record.attempts == 3
        reply = ask(plain)
        assert (reply.value, reply.record.attempts) == (UPRIGHT, 1)
        assert not {"response_format", "tools"} & server.requests[-1].keys()

    def test_a_form_refused_later_is_left(self, ask: Ask) -> None:
        assert ask(text(GOOD)).record.attempts == 1
        assert ask(refusing("response_format", otherwise=tool(GOOD))).value == UPRIGHT
        assert ask(refusing("response_format", otherwise=tool(GOOD))).record.attempts == 1

    def test_a_server_that_passes_over_what_it_does_not_know(
        self, ask: Ask, server: LlmServer
    ) -> None:
        reply = ask(text("The wall is upright."), tool(GOOD))
        assert reply.value == UPRIGHT
        assert "tools" in server.requests[-1]
        assert (reply.record.input_tokens, reply.record.output_tokens) == (200, 20)

    @pytest.mark.parametrize("option", ["temperature", "max_tokens", "max_completion_tokens"])
    def test_an_option_that_is_refused_is_left_out(
        self, ask: Ask, server: LlmServer, option: str
    ) -> None:
        picky = refusing(option, otherwise=text(GOOD))
        assert ask(picky).record.attempts == 2
        assert ask(picky).record.attempts == 1
        assert option not in server.requests[-1]
        assert "response_format" in server.requests[-1]
        assert {"max_tokens", "max_completion_tokens"} & server.requests[-1].keys()


class TestUnreadableReplies:
    @pytest.mark.parametrize(
        "behaviour",
        [
            text("The wall is upright."),
            text('{"upright": tru'),
            text(""),
            text(None),
            text('{"upright": "certainly"}'),
            text('{"upright": true, "reason": "", "also": 1}'),
            text("[" * 100_000),
            text('{"a":' * 50_000),
            text('{"upright": NaN}'),
            text('{"upright": true, "reason": "\\ud800"}'),
            body(b"<html>Hello</html>", Content_Type="text/html"),
            body(b'{"choices": '),
            body(b'{"choices": []}'),
            body(b'{"choices": null}'),
            body(b"[]"),
            body(b"null"),
            body(b"\xff\xfe\x00"),
            body(b""),
        ],
    )
    def test_are_asked_for_once_more_at_most(self, ask: Ask, behaviour: Behaviour) -> None:
        ask(text(GOOD))
        reply = ask(behaviour)
        assert reply.record.failure is Failure.UNREADABLE
        assert reply.record.attempts == 2

    def test_what_was_cut_short_is_given_more_room(self, ask: Ask, server: LlmServer) -> None:
        ask(text(GOOD))
        reply = ask(text(GOOD[:-8], ended="length"), text(GOOD))
        assert (reply.value, reply.record.attempts) == (UPRIGHT, 2)
        before, after = (sent["max_completion_tokens"] for sent in server.requests[-2:])
        assert after == 4 * before
        assert ask(text(GOOD[:-8], ended="length")).record.attempts == 2

    def test_a_second_try_may_be_good(self, ask: Ask) -> None:
        ask(text(GOOD))
        reply = ask(text("{"), text(GOOD))
        assert (reply.value, reply.record.attempts) == (UPRIGHT, 2)
        assert (reply.record.input_tokens, reply.record.output_tokens) == (200, 20)

    def test_bad_arguments_of_a_tool(self, ask: Ask) -> None:
        ask(refusing("response_format", otherwise=tool(GOOD)))
        assert ask(tool('{"upright": ')).record.failure is Failure.UNREADABLE
        assert ask(tool('{"uprigt": true}')).record.failure is Failure.UNREADABLE
        assert ask(text(GOOD)).value == UPRIGHT  # in words, though a tool was asked for


class TestRefusals:
    @pytest.mark.parametrize(
        "behaviour",
        [
            text(None, refusal="I cannot help with walls."),
            text("", ended="content_filter"),
            error(400, "content_filter: the prompt was filtered"),
        ],
    )
    def test_are_not_argued_with(self, ask: Ask, behaviour: Behaviour) -> None:
        reply = ask(behaviour)
        assert (reply.record.failure, reply.record.attempts) == (Failure.REFUSED, 1)

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_wrong_key_is_not_tried_again(self, ask: Ask, status: int) -> None:
        reply = ask(error(status))
        assert (reply.record.failure, reply.record.attempts) == (Failure.REJECTED, 1)

    def test_what_is_refused_in_every_form(self, ask: Ask, server: LlmServer) -> None:
        assert ask(error(404, "no such model")).record.failure is Failure.REJECTED
        assert len(server.requests) == 3
        ask(text(GOOD))
        assert "response_format" in server.requests[-1]

    def test_a_question_too_long_for_the_model(self, ask: Ask) -> None:
        reply = ask(error(400, "context_length_exceeded"))
        assert (reply.record.failure, reply.record.attempts) == (Failure.TOO_LONG, 1)


class TestPassingFaults:
    def test_retry_after_is_heeded(self, ask: Ask) -> None:
        reply = ask(error(429, Retry_After="1"), text(GOOD))
        assert (reply.value, reply.record.attempts) == (UPRIGHT, 2)
        assert reply.record.seconds >= 1

    def test_retry_after_beyond_the_deadline_is_not_waited_for(self, ask: Ask) -> None:
        reply = ask(error(429, Retry_After="30"))
        assert (reply.record.failure, reply.record.attempts) == (Failure.RATE_LIMITED, 1)
        assert reply.record.seconds < 1

    @pytest.mark.parametrize("behaviour", [error(500), error(503), disconnect])
    def test_pass(self, ask: Ask, behaviour: Behaviour) -> None:
        reply = ask(behaviour, text(GOOD))
        assert (reply.value, reply.record.attempts) == (UPRIGHT, 2)

    @pytest.mark.parametrize(
        ("behaviour", "failure"),
        [(error(500), Failure.SERVER_ERROR), (disconnect, Failure.UNREACHABLE)],
    )
    def test_that_do_not_pass_end_before_the_deadline(
        self, ask: Ask, behaviour: Behaviour, failure: Failure
    ) -> None:
        reply = ask(behaviour, seconds=1.0)
        assert reply.record.failure is failure
        assert reply.record.attempts >= 1

    def test_nobody_listens(self, server: LlmServer) -> None:
        with Application(settings(server, llm_base_url="http://127.0.0.1:9/v1")) as opened:
            assert opened.language_model
            reply = opened.language_model.ask(CALL, soon(0.5), "us")
        assert reply.record.failure is Failure.UNREACHABLE


class TestTheDeadlineHolds:
    @pytest.mark.parametrize("behaviour", [hang, drip()])
    def test_a_server_that_never_comes_to_an_end(
        self, ask: Ask, server: LlmServer, behaviour: Behaviour
    ) -> None:
        reply = ask(behaviour, seconds=0.3)
        assert reply.record.failure is Failure.TIMEOUT
        assert 0.25 < reply.record.seconds < 0.5
        eventually(lambda: server.abandoned == 1)

    def test_abandoned_requests_leave_nothing_behind(self, ask: Ask, server: LlmServer) -> None:
        ask(drip(), seconds=0.1)
        eventually(lambda: server.abandoned == 1)
        before = own_threads()
        for _ in range(10):
            ask(drip(), seconds=0.1)
        eventually(lambda: server.abandoned == 11)
        assert own_threads() == before

    def test_one_slow_request_leaves_time_for_another(self, server: LlmServer) -> None:
        server.then(hang, text(GOOD))
        with Application(settings(server, llm_timeout_s=0.3)) as opened:
            assert opened.language_model
            reply = opened.language_model.ask(CALL, soon(5), "us")
        assert (reply.value, reply.record.attempts) == (UPRIGHT, 2)

    def test_a_deadline_that_has_passed(self, ask: Ask, server: LlmServer) -> None:
        assert ask(text(GOOD), seconds=0.0).record.failure is Failure.TIMEOUT
        assert not server.requests


class TestTooMuch:
    def test_a_huge_answer(self, ask: Ask) -> None:
        reply = ask(text(json.dumps({"upright": True, "reason": "x" * 300_000})))
        assert (reply.record.failure, reply.record.attempts) == (Failure.TOO_LONG, 1)

    def test_an_endless_one_is_given_up_long_before_the_deadline(self, ask: Ask) -> None:
        reply = ask(endless)
        assert reply.record.failure is Failure.TOO_LONG
        assert reply.record.seconds < 3


class TestNobodyElseIsAsked:
    def test_a_redirect_is_not_followed(self, ask: Ask) -> None:
        with LlmServer(text(GOOD)) as elsewhere:
            reply = ask(body(b"", 307, Location=f"{elsewhere.url}/chat/completions"))
            assert reply.record.failure is Failure.REJECTED
            assert elsewhere.connections == 0

    @pytest.mark.parametrize("old", [False, True])
    def test_the_environment_turns_no_tracing_on(
        self, server: LlmServer, monkeypatch: pytest.MonkeyPatch, old: bool
    ) -> None:
        with LlmServer(text(GOOD)) as langsmith:
            get_env_var.cache_clear()  # type: ignore[attr-defined]
            for name in ("LANGSMITH", "LANGCHAIN"):
                monkeypatch.setenv(f"{name}_ENDPOINT", langsmith.url)
                monkeypatch.setenv(f"{name}_API_KEY", "lsv2_x")
                if not old:
                    monkeypatch.setenv(f"{name}_TRACING", "true")
                    monkeypatch.setenv(f"{name}_TRACING_V2", "true")
            if old:  # with which LangChain's own way in refuses to work
                monkeypatch.setenv("LANGCHAIN_TRACING", "1")
            monkeypatch.setenv("LANGSMITH_GATEWAY", langsmith.url)
            monkeypatch.setenv("OPENAI_BASE_URL", langsmith.url)
            monkeypatch.setenv("OPENAI_API_BASE", langsmith.url)
            with Application(settings(server)) as opened:
                assert opened.language_model
                assert opened.language_model.ask(CALL, soon(5), "us").value == UPRIGHT
            wait_for_all_tracers()  # which send in the background
            assert langsmith.connections == 0

    def test_the_key_of_openai_is_not_shown_to_another_server(
        self, server: LlmServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "AZURE_OPENAI_API_KEY"):
            monkeypatch.setenv(name, "sk-precious")
        with Application(settings(server)) as opened:
            assert opened.language_model
            opened.language_model.ask(CALL, soon(5), "us")
        assert not any("precious" in value for value in server.headers[0].values())

    def test_the_configured_key_is_used(self, server: LlmServer) -> None:
        with Application(settings(server, llm_api_key="sk-ours")) as opened:
            assert opened.language_model
            opened.language_model.ask(CALL, soon(5), "us")
        assert server.headers[0]["authorization"] == "Bearer sk-ours"


def eventually(true: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    late = monotonic() + 3
    while not true():
        assert monotonic() < late
        sleep(0.01)


def own_threads() -> set[str]:
    """Threads that are not of the tests' server."""
    return {t.name for t in threading.enumerate() if "process_request_thread" not in t.name}
