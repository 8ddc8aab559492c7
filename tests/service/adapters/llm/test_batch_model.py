"""A run goes as far as batches have answered, and collects what comes next."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openai.types.chat import completion_create_params
from pydantic import TypeAdapter

from service.adapters.llm.batch_file import read_answers
from service.adapters.llm.batch_model import BatchModel
from service.adapters.llm.call_key import call_key
from service.adapters.llm.json_schema import strict_schema
from service.domain.llm import Failure
from service.errors import UnreadableFile
from service.llm.session import LlmSession
from tests.service.adapters.llm.asking import Order, a_call, soon
from tests.service.adapters.llm.batches import answer_line, completion, run_batch

NAME = "openai:tiny-1"
KEY = call_key(a_call(), NAME)
GOOD = completion('{"ids": ["K1"]}')


def answers(folder: Path, *lines: str, name: str = "in.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(lines))
    return file


def test_what_is_unanswered_is_written_as_a_batch() -> None:
    model = BatchModel(NAME)
    reply = model.ask(a_call(), soon(), "baker")
    assert (reply.value, reply.record.failure) == (None, Failure.NOT_RECORDED)
    assert (reply.record.model, reply.record.attempts, reply.record.cached) == (NAME, 0, False)
    assert json.loads(model.requests()) == {
        "custom_id": KEY,
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {
            "model": "tiny-1",
            "messages": [
                {"role": "system", "content": "Order the candidates."},
                {"role": "user", "content": "Sell more bread"},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": "rerank",
                    "strict": True,
                    "schema": strict_schema(Order),
                },
            },
            "max_completion_tokens": 400,
        },
    }


def test_the_body_is_one_that_openai_takes() -> None:
    model = BatchModel(NAME)
    model.ask(a_call(), soon(), "")
    form = TypeAdapter(completion_create_params.CompletionCreateParamsNonStreaming)
    form.validate_python(json.loads(model.requests())["body"])


@pytest.mark.parametrize(
    ("name", "model"), [("ollama:llama3:8b", "llama3:8b"), ("azure_openai:a/b", "a/b")]
)
def test_the_model_is_called_as_its_provider_does(name: str, model: str) -> None:
    batch = BatchModel(name)
    batch.ask(a_call(), soon(), "")
    assert json.loads(batch.requests())["body"]["model"] == model


def test_each_call_is_asked_once_and_in_the_same_order() -> None:
    texts = [str(number % 20) for number in range(100)]
    written = []
    for order in (texts, texts[::-1]):
        model = BatchModel(NAME)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda text, model=model: model.ask(a_call(text), soon(), ""), order))
        assert model.unanswered == 20
        written.append(model.requests())
    assert written[0] == written[1]
    assert len(written[0].splitlines()) == 20


def test_an_answer_is_a_reply_at_what_it_cost(tmp_path: Path) -> None:
    model = BatchModel(NAME, [answers(tmp_path, answer_line(KEY, GOOD))])
    reply = model.ask(a_call(), soon(), "")
    assert reply.value == Order(ids=["K1"])
    record = reply.record
    assert (record.input_tokens, record.output_tokens, record.failure) == (30, 7, None)
    assert (record.cached, record.attempts) == (True, 0)
    assert (model.answered, model.unanswered, model.requests()) == (1, 0, "")


@pytest.mark.parametrize(
    ("response", "error", "failure"),
    [
        ({"status_code": 429, "body": {"error": {"message": "slow"}}}, None, Failure.RATE_LIMITED),
        ({"status_code": 500, "body": None}, None, Failure.SERVER_ERROR),
        ({"status_code": 400, "body": "no such model"}, None, Failure.REJECTED),
        ({"status_code": 400, "body": {}}, {"code": 400, "message": "m"}, Failure.SERVER_ERROR),
        (None, {"code": "batch_expired", "message": "m"}, Failure.NOT_RECORDED),
        (None, {"code": "request_timeout", "message": "m"}, Failure.TIMEOUT),
        (None, {"code": "odd"}, Failure.SERVER_ERROR),
        (completion('{"ids": ["K'), None, Failure.UNREADABLE),
        (completion('{"ids": ["K1"], "more": 1}'), None, Failure.UNREADABLE),
        (completion('Here you are: {"ids": []}'), None, Failure.UNREADABLE),
        (completion(None), None, Failure.UNREADABLE),
        (completion('{"ids": []}', "length"), None, Failure.TOO_LONG),
        (completion('{"ids": []}', "content_filter"), None, Failure.REFUSED),
        (completion(None, refusal="I cannot"), None, Failure.REFUSED),
    ],
)
def test_a_failed_call_is_a_failure_and_asked_again(
    tmp_path: Path, response: Any, error: Any, failure: Failure
) -> None:
    model = BatchModel(NAME, [answers(tmp_path, answer_line(KEY, response, error))])
    reply = model.ask(a_call(), soon(), "")
    assert (reply.value, reply.record.failure) == (None, failure)
    assert json.loads(model.requests())["custom_id"] == KEY
    tried = failure is not Failure.NOT_RECORDED
    assert model.failures == ({failure.value: 1} if tried else {})
    paid = bool(response) and response["status_code"] == 200
    assert reply.record.input_tokens == (30 if paid else 0)


def test_a_success_stands_whatever_other_files_say(tmp_path: Path) -> None:
    bad = answer_line(KEY, {"status_code": 500})
    good, other = (answer_line(KEY, completion(f'{{"ids": ["{one}"]}}')) for one in ("K1", "K2"))
    for lines in ([bad, good, other], [good, bad, other], [good, other, bad]):
        files = [answers(tmp_path, line, name=f"{place}.jsonl") for place, line in enumerate(lines)]
        reply = BatchModel(NAME, files).ask(a_call(), soon(), "")
        assert reply.value == Order(ids=["K1"])


def test_answers_to_other_calls_are_counted(tmp_path: Path) -> None:
    model = BatchModel(NAME, [answers(tmp_path, answer_line("x", GOOD), answer_line(KEY, GOOD))])
    model.ask(a_call(), soon(), "")
    assert (model.answered, model.unused) == (1, 1)


def two_stages(model: BatchModel, texts: Sequence[str]) -> list[str] | None:
    """A run whose second stage asks what the first one answered; None while it is not through."""
    session = LlmSession(model, seconds=60, tokens=1_000_000)
    first = session.ask_all([a_call(text) for text in texts])
    seconds = [a_call(f"again {reply.ids[0]}") for reply in first if reply]
    second = session.ask_all(seconds)
    ids = [reply.ids[0] for reply in second if reply]
    return ids if len(ids) == len(texts) else None


def test_repeating_the_two_finishes_a_run_of_two_stages(tmp_path: Path) -> None:
    out, texts = tmp_path / "out.jsonl", ["bread", "cake", "rolls", "bread"]
    failing = {"cake"}

    def reply(text: str) -> Any:
        if text in failing:
            failing.clear()
            return {"status_code": 500, "body": None}
        return completion(json.dumps({"ids": [text.upper()]}))

    done: list[Path] = []
    rounds = []
    for number in range(9):
        model = BatchModel(NAME, done)
        result = two_stages(model, texts)
        out.write_text(model.requests())
        rounds.append(model.unanswered)
        if result:
            break
        done.append(tmp_path / f"in{number}.jsonl")
        run_batch(out, done[-1], reply)
    assert result == ["AGAIN BREAD", "AGAIN CAKE", "AGAIN ROLLS", "AGAIN BREAD"]
    # Three texts; the failed one with the two that went on; that one's second stage; nothing.
    assert rounds == [3, 3, 1, 0]
    assert out.read_text() == ""
    assert (model.answered, model.unused) == (6, 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "EOF"),
        ("[]\n", "object"),
        (answer_line("", GOOD), "custom_id: "),
        (answer_line("x" * 201, GOOD), "custom_id: "),
        (answer_line("x"), "neither a response nor an error"),
        (answer_line("x", {"status_code": 7}), "response.status_code: "),
        (answer_line("x", {"status_code": 200}), "no chat completion .response.body: "),
        (answer_line("x", {"status_code": 200, "body": {"choices": []}}), "response.body.choices"),
        (answer_line("x", "well"), "response: "),
        (answer_line("x", GOOD).replace('"prompt_tokens": 30', '"prompt_tokens": -1'), "usage"),
        (answer_line("x", GOOD).replace("30", "1" + "0" * 30), "usage"),
        (answer_line("x", GOOD).replace("tiny", "\\ud800"), "line 2"),
        ('{"custom_id": "x", "method": "POST", "url": "/v1", "body": {}}\n', "neither a response"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    file = answers(tmp_path, answer_line(KEY, GOOD), line)
    with pytest.raises(UnreadableFile, match=reason) as refused:
        BatchModel(NAME, [file])
    assert refused.value.where == "in.jsonl, line 2"
    assert "delete the line" in str(refused.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
MESSAGE = st.fixed_dictionaries({}, optional={"content": JSON, "refusal": JSON})
CHOICE = st.fixed_dictionaries({}, optional={"message": MESSAGE | JSON, "finish_reason": JSON})
BODY = st.fixed_dictionaries({}, optional={"choices": st.lists(CHOICE), "usage": JSON})
RESPONSE = st.fixed_dictionaries({"status_code": st.just(200) | JSON}, optional={"body": BODY})
LINE = st.fixed_dictionaries(
    {"custom_id": st.just(KEY) | JSON}, optional={"response": RESPONSE | JSON, "error": JSON}
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINE, max_size=3).map(lambda lines: "\n".join(map(json.dumps, lines)).encode()))
@example(b"\xef\xbb\xbf" + answer_line(KEY, GOOD).encode())
@example(b"\xff\xfe")
@example(b"{" * 10_000)
def test_any_lines_are_answers_or_an_error_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    file.write_bytes(content)
    where, found = "", {}
    try:
        found = read_answers([file])
    except UnreadableFile as error:
        where = error.where
    assert re.fullmatch(r"(any.jsonl, line \d+)?", where)
    assert all((one.content is None) == (one.failure is not None) for one in found.values())
    if not where:
        reply = BatchModel(NAME, [file]).ask(a_call(), soon(), "")
        assert (reply.value is None) == (reply.record.failure is not None)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_content_is_a_reply_or_a_failure(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "content.jsonl"
    file.write_text(answer_line(KEY, completion(content)))
    reply = BatchModel(NAME, [file]).ask(a_call(), soon(), "")
    assert (reply.value, reply.record.failure) == (None, Failure.UNREADABLE)
