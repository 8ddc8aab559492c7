"""A call is paid for once, whatever happens to the file, and each organisation has its own."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from service.adapters.llm.caching_model import CachingModel
from service.adapters.memory.sqlite_memory import SqliteMemory
from service.domain.llm import Failure, Task
from tests.service.adapters.llm.asking import FakeModel, Order, a_call, soon

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


def memory(file: Path, most: int) -> SqliteMemory:
    return SqliteMemory(file, "replies", most)


def kept(file: Path) -> int:
    connection = sqlite3.connect(file)
    count: int = connection.execute("SELECT count(*) FROM replies").fetchone()[0]
    connection.close()
    return count


def test_the_second_time_nobody_is_asked(tmp_path: Path) -> None:
    file, inner = tmp_path / "not" / "yet" / "r.sqlite3", FakeModel()
    first = CachingModel(inner, memory(file, 10)).ask(a_call(), soon(), "baker")
    again = CachingModel(inner, memory(file, 10)).ask(a_call(), soon(), "baker")
    assert inner.asked == ["Sell more bread"]
    assert again.value == first.value == Order(ids=["Sell more bread"])
    assert (first.record.cached, first.record.attempts, first.record.input_tokens) == (False, 1, 40)
    record = again.record
    assert record.cached
    assert record.failure is None
    assert (record.attempts, record.input_tokens, record.output_tokens) == (0, 0, 0)
    assert 0 < record.seconds < 1
    assert (record.task, record.prompt_version, record.model) == (Task.RERANK, 3, "openai:tiny-1")


class OtherOrder(Order):
    """The same with another form."""

    more: int = 0


@pytest.mark.parametrize(
    "other",
    [
        {"task": Task.TAILOR},
        {"prompt_sha256": "6" * 64},
        {"system": "Order the others."},
        {"user": "Sell more cake"},
        {"answer": OtherOrder},
        {"max_output_tokens": 101},
    ],
)
def test_what_a_reply_depends_on_tells_calls_apart(
    tmp_path: Path, other: dict[str, object]
) -> None:
    inner = FakeModel(lambda call: call.answer(ids=[]))
    model = CachingModel(inner, memory(tmp_path / "r.sqlite3", 10))
    model.ask(a_call(), soon(), "")
    assert not model.ask(a_call(**other), soon(), "").record.cached
    assert model.ask(a_call(**other), soon(), "").record.cached


def test_text_that_moves_from_one_part_to_the_next_is_another_call(tmp_path: Path) -> None:
    inner = FakeModel()
    model = CachingModel(inner, memory(tmp_path / "r.sqlite3", 10))
    model.ask(a_call("bc", system="a"), soon(), "")
    model.ask(a_call("c", system="ab"), soon(), "")
    assert inner.asked == ["bc", "c"]


def test_models_and_organisations_share_nothing(tmp_path: Path) -> None:
    file, inner, other = tmp_path / "r.sqlite3", FakeModel(), FakeModel()
    other.name = "openai:tiny-2"
    CachingModel(inner, memory(file, 10)).ask(a_call(), soon(), "baker")
    assert not CachingModel(other, memory(file, 10)).ask(a_call(), soon(), "baker").record.cached
    assert not CachingModel(inner, memory(file, 10)).ask(a_call(), soon(), "butcher").record.cached


def test_a_failure_is_asked_again(tmp_path: Path) -> None:
    inner = FakeModel(lambda call: Failure.TIMEOUT)
    model = CachingModel(inner, memory(tmp_path / "r.sqlite3", 10))
    for _ in range(2):
        reply = model.ask(a_call(), soon(), "")
        assert (reply.value, reply.record.failure) == (None, Failure.TIMEOUT)
    assert len(inner.asked) == 2


def test_the_oldest_go(tmp_path: Path) -> None:
    file, inner = tmp_path / "r.sqlite3", FakeModel()
    model = CachingModel(inner, memory(file, 5))
    for number in range(12):
        model.ask(a_call(str(number)), soon(), "")
        assert kept(file) <= 5
    inner.asked.clear()
    for number in range(7, 12):
        assert model.ask(a_call(str(number)), soon(), "").record.cached
    assert not model.ask(a_call("6"), soon(), "").record.cached


def garbage(file: Path) -> None:
    file.write_bytes(b"a letter to my aunt. " * 500)


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def another_table(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE replies (word TEXT)")
    connection.close()


@pytest.mark.parametrize("spoil", [garbage, half, a_folder, another_table])
def test_a_damaged_file_is_no_error(
    tmp_path: Path, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "r.sqlite3"
    for number in range(50):
        CachingModel(FakeModel(), memory(file, 100)).ask(a_call(str(number)), soon(), "")
    for part in tmp_path.glob("*-*"):
        part.unlink()
    spoil(file)
    with caplog.at_level(logging.WARNING):
        reply = CachingModel(FakeModel(), memory(file, 100)).ask(a_call("new"), soon(), "")
    assert reply.value == Order(ids=["new"])
    assert "r.sqlite3 cannot be used, working it out again" in caplog.text
    again = CachingModel(FakeModel(), memory(file, 100)).ask(a_call("new"), soon(), "")
    assert again.record.cached == (spoil in (garbage, half))


@pytest.mark.parametrize(
    "text", ["", "null", "{", '{"ids": 3}', '{"ids": [], "sure": 7}', b"\xff\xfe", 7, "[" * 500]
)
def test_a_reply_that_is_not_of_the_form_is_dropped(tmp_path: Path, text: object) -> None:
    file, inner = tmp_path / "r.sqlite3", FakeModel()
    model = CachingModel(inner, memory(file, 10))
    model.ask(a_call(), soon(), "")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE replies SET content = ?", (text,))
    connection.close()
    failing = FakeModel(lambda call: Failure.TIMEOUT)
    assert CachingModel(failing, memory(file, 10)).ask(a_call(), soon(), "").value is None
    assert model.ask(a_call(), soon(), "").value == Order(ids=["Sell more bread"])
    assert model.ask(a_call(), soon(), "").record.cached


def test_threads_share_it(tmp_path: Path) -> None:
    inner = FakeModel()
    model = CachingModel(inner, memory(tmp_path / "r.sqlite3", 100))
    texts = [str(number % 20) for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda text: model.ask(a_call(text), soon(), ""), texts))
    assert [reply.value for reply in replies] == [Order(ids=[text]) for text in texts]
    assert kept(tmp_path / "r.sqlite3") == 20


PROCESS = """
import sys
from pathlib import Path
from service.adapters.llm.caching_model import CachingModel
from service.adapters.memory.sqlite_memory import SqliteMemory
from tests.service.adapters.llm.asking import FakeModel, a_call, soon
model = CachingModel(FakeModel(), SqliteMemory(Path(sys.argv[1]), "replies", 1000))
for number in range(20):
    for text in (f"{number}", f"{number} {sys.argv[2]}"):
        assert model.ask(a_call(text), soon(), "").value.ids == [text]
"""


def test_processes_share_it(tmp_path: Path) -> None:
    file = tmp_path / "r.sqlite3"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(file), name], stderr=subprocess.PIPE, text=True
        )
        for name in ("rolls", "buns")
    ]
    assert [writer.communicate()[1] for writer in writers] == ["", ""]
    assert kept(file) == 60


class Words(BaseModel):
    """A reply of any text."""

    words: list[str]


@settings(max_examples=30, deadline=None)
@given(st.text(), st.text(), st.lists(st.text()))
def test_any_reply_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, user: str, organisation: str, words: list[str]
) -> None:
    file = tmp_path_factory.mktemp("cache") / "r.sqlite3"
    model = CachingModel(FakeModel(lambda call: Words(words=words)), memory(file, 10))
    call = a_call(user, Words)
    assert model.ask(call, soon(), organisation).value == Words(words=words)
    again = model.ask(call, soon(), organisation)
    assert (again.value, again.record.cached) == (Words(words=words), True)
