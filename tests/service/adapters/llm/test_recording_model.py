"""A recorded run repeats without the model: the same replies at the same cost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from service.adapters.llm import json_lines
from service.adapters.llm.recording import read_recording
from service.adapters.llm.recording_model import RecordingModel, ReplayingModel
from service.domain.llm import Call, Failure, Reply, Task
from service.errors import InputError, UnreadableFile
from tests.service.adapters.llm.asking import FakeModel, Order, a_call, soon

TEXTS = ["Sell bread", "Sell cake", "Hire bakers"]


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def record(file: Path, *texts: str, inner: FakeModel | None = None) -> list[Reply[Order]]:
    model = RecordingModel(inner or FakeModel(), file)
    return [model.ask(a_call(text), soon(), "baker") for text in texts or TEXTS]


def test_a_line_says_what_was_replied_and_what_it_cost(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    record(file, "Sell bread")
    (line,) = lines(file)
    assert re.fullmatch("[0-9a-f]{64}", line.pop("key"))
    assert line == {
        "task": "rerank",
        "prompt_version": 3,
        "prompt_sha256": "5" * 64,
        "model": "openai:tiny-1",
        "reply": {"ids": ["Sell bread"], "why": "", "sure": 0.5},
        "input_tokens": 40,
        "output_tokens": 10,
        "seconds": 0.25,
    }


def test_a_replay_gives_the_same_at_the_same_cost(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    before = record(file)
    for _ in range(2):
        model = ReplayingModel(file)
        assert model.name == "openai:tiny-1"
        after = [model.ask(a_call(text), 0.0, "butcher") for text in TEXTS]
        assert [reply.value for reply in after] == [reply.value for reply in before]
        records = [reply.record for reply in after]
        assert [(one.input_tokens, one.output_tokens, one.seconds) for one in records] == [
            (40, 10, 0.25)
        ] * 3
        assert all(one.cached and not one.attempts and one.failure is None for one in records)
        assert {one.task for one in records} == {Task.RERANK}


def test_what_is_not_recorded_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    record(file)
    reply = ReplayingModel(file).ask(a_call("Sell rolls"), soon(), "")
    assert (reply.value, reply.record.failure) == (None, Failure.NOT_RECORDED)
    assert not reply.record.cached


def test_failures_are_not_recorded(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    inner = FakeModel(lambda call: Failure.TIMEOUT)
    assert [reply.record.failure for reply in record(file, inner=inner)] == [Failure.TIMEOUT] * 3
    assert file.read_bytes() == b""
    assert ReplayingModel(file, "openai:tiny-1").name == "openai:tiny-1"


def test_a_run_that_broke_off_goes_on(tmp_path: Path) -> None:
    file, inner = tmp_path / "r.jsonl", FakeModel()
    record(file, *TEXTS[:2])
    replies = record(file, inner=inner)
    assert inner.asked == TEXTS[2:]
    assert [reply.record.cached for reply in replies] == [True, True, False]
    assert [reply.value for reply in replies] == [Order(ids=[text]) for text in TEXTS]
    assert len(lines(file)) == 3


def test_a_last_line_without_its_end_stays_a_line(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    record(file, *TEXTS[:2])
    file.write_bytes(file.read_bytes().removesuffix(b"\n"))
    record(file)
    assert len(read_recording(file)) == len(lines(file)) == 3


PROCESS = """
import sys
from pathlib import Path
from service.adapters.llm.recording_model import RecordingModel
from tests.service.adapters.llm.asking import FakeModel, Order, a_call, soon
inner = FakeModel(lambda call: Order(ids=[], why=call.user))
model = RecordingModel(inner, Path(sys.argv[1]))
for number in range(100):
    model.ask(a_call(f"{number} " + sys.argv[2] * 500), soon(), "")
"""


def test_processes_record_each_call_in_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(file), name], stderr=subprocess.PIPE, text=True
        )
        for name in ("rolls", "buns")
    ]
    assert [one.communicate()[1] for one in running] == ["", ""]
    assert len(read_recording(file)) == len(lines(file)) == 200


def test_a_call_that_two_ask_at_once_has_one_reply(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    inner = FakeModel(lambda call: Order(ids=[str(len(inner.asked))]), pause_s=0.05)
    model = RecordingModel(inner, file)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: model.ask(a_call(), soon(), ""), range(8)))
    assert len(inner.asked) > 1
    assert len(lines(file)) == 1
    replayed = ReplayingModel(file).ask(a_call(), soon(), "")
    assert {tuple(reply.value.ids) for reply in replies if reply.value} == {
        tuple(replayed.value.ids if replayed.value else ())
    }


def test_a_reply_that_is_not_of_the_form_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    record(file, "Sell bread")
    file.write_text(file.read_text().replace('"ids":["Sell bread"]', f'"ids":["{"x" * 21}"]'))
    reply = ReplayingModel(file).ask(a_call("Sell bread"), soon(), "")
    assert (reply.value, reply.record.failure) == (None, Failure.UNREADABLE)


def test_the_model_is_that_of_the_recording_unless_it_has_several(tmp_path: Path) -> None:
    file, other = tmp_path / "r.jsonl", FakeModel(lambda call: Order(ids=["other"]))
    other.name = "ollama:llama3:8b"
    record(file, "Sell bread")
    with pytest.raises(InputError, match="holds replies of openai:tiny-1, none of ollama:llama3"):
        ReplayingModel(file, "ollama:llama3:8b")
    record(file, "Sell bread", inner=other)
    with pytest.raises(InputError, match="ollama:llama3:8b, openai:tiny-1: say whose"):
        ReplayingModel(file)
    for name, ids in (("ollama:llama3:8b", ["other"]), ("openai:tiny-1", ["Sell bread"])):
        reply = ReplayingModel(file, name).ask(a_call("Sell bread"), soon(), "")
        assert reply.value == Order(ids=ids)
        assert reply.record.model == name


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda line: line[:-20], "EOF"),
        (lambda line: b"\xff" + line, "line 2"),
        (lambda line: b"[]", "object"),
        (lambda line: line.replace(b'"rerank"', b'"sing"'), "task: Input should be"),
        (lambda line: line.replace(b"40", b"-1"), "input_tokens: "),
        (lambda line: line.replace(b"0.25", b"NaN"), "seconds: "),
        (lambda line: line.replace(b'"key":"', b'"key":"x'), "key: "),
        (lambda line: line.replace(b'{"key"', b'{"more":1,"key"'), "more: Extra"),
        (lambda line: b"[" * 100_000, "recursion"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, spoil: Any, reason: str) -> None:
    file = tmp_path / "r.jsonl"
    record(file)
    content = file.read_bytes().split(b"\n")
    content[1] = spoil(content[1])
    file.write_bytes(b"\n".join(content))
    for read in (lambda: ReplayingModel(file), lambda: RecordingModel(FakeModel(), file)):
        with pytest.raises(UnreadableFile, match=reason) as refused:
            read()
        assert refused.value.where == "r.jsonl, line 2"
        assert "delete the line" in str(refused.value)


def test_files_that_are_none_or_too_large_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r.jsonl"
    with pytest.raises(UnreadableFile, match="cannot be read: no such file"):
        ReplayingModel(file)
    with pytest.raises(InputError, match="cannot be written: no such file"):
        RecordingModel(FakeModel(), tmp_path / "not" / "there.jsonl")
    with pytest.raises(InputError, match="cannot be written: is a directory"):
        RecordingModel(FakeModel(), tmp_path)
    record(file)
    with monkeypatch.context() as small:
        small.setattr(json_lines, "MAX_LINE_BYTES", 100)
        with pytest.raises(UnreadableFile, match="line 1: is longer"):
            ReplayingModel(file)
    monkeypatch.setattr(json_lines, "MAX_BYTES", 100)
    with pytest.raises(UnreadableFile, match="is larger"):
        ReplayingModel(file)


def test_a_recording_that_cannot_go_on_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"

    def lost(call: Call[Any]) -> Order:
        file.unlink()
        file.mkdir()
        return Order(ids=[])

    with pytest.raises(InputError, match="cannot be written"):
        record(file, inner=FakeModel(lost))


class Words(BaseModel):
    """A reply of any text and number."""

    words: dict[str, list[str]]
    number: float


@settings(max_examples=50, deadline=None)
@given(
    st.text(),
    st.dictionaries(st.text(), st.lists(st.text())),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_any_reply_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    user: str,
    words: dict[str, list[str]],
    number: float,
) -> None:
    file, value = tmp_path_factory.mktemp("r") / "r.jsonl", Words(words=words, number=number)
    call = a_call(user, Words)
    RecordingModel(FakeModel(lambda call: value), file).ask(call, soon(), "")
    assert ReplayingModel(file).ask(call, soon(), "").value == value


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.text().map(str.encode))
@example(b"\xef\xbb\xbf\n\r\n \n")
@example(b"\0")
@example(b'{"key": "' + b"0" * 64 + b'"}')
@example(b"1" * 5000)
def test_any_bytes_are_a_recording_or_an_error_with_its_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    file.write_bytes(content)
    where = ""
    try:
        assert read_recording(file) == {}
    except UnreadableFile as error:
        where = error.where
    assert re.fullmatch(r"(any.jsonl, line \d+)?", where)
