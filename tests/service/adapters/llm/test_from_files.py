"""The options of a command name one way in which files stand in for the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.adapters.llm.batch_model import BatchModel
from service.adapters.llm.from_files import LlmFiles, model_from_files
from service.adapters.llm.recording_model import RecordingModel, ReplayingModel
from service.errors import InputError
from tests.service.adapters.llm.asking import FakeModel, a_call, soon


def given(inner: FakeModel | None, **files: Any) -> Any:
    return model_from_files(LlmFiles(**files), inner)


def test_without_files_the_model_stands_for_itself() -> None:
    inner = FakeModel()
    assert given(inner) is inner
    assert given(None) is None
    assert given(inner, batch_in=()) is inner


def test_a_replay_needs_no_model_and_asks_none(tmp_path: Path) -> None:
    file, inner = tmp_path / "r.jsonl", FakeModel()
    recording = given(inner, record=file)
    assert isinstance(recording, RecordingModel)
    recording.ask(a_call(), soon(), "")
    for model in (given(None, replay=file), given(inner, replay=file)):
        assert isinstance(model, ReplayingModel)
        assert model.ask(a_call(), soon(), "").value
    assert len(inner.asked) == 1


def test_a_batch_asks_nobody(tmp_path: Path) -> None:
    inner = FakeModel()
    for model in (
        given(inner, batch_out=tmp_path / "out.jsonl"),
        given(inner, batch_out=tmp_path / "out.jsonl", batch_in=()),
    ):
        assert isinstance(model, BatchModel)
        assert model.name == inner.name
        assert model.ask(a_call(), soon(), "").value is None
    assert inner.asked == []


@pytest.mark.parametrize(
    "files",
    [
        {"record": Path("a"), "replay": Path("a")},
        {"record": Path("a"), "batch_in": (Path("b"),)},
        {"replay": Path("a"), "batch_out": Path("b")},
    ],
)
def test_one_way_excludes_the_others(files: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="exclude each other"):
        given(FakeModel(), **files)


@pytest.mark.parametrize(
    ("option", "files"),
    [
        ("--record", {"record": Path("a")}),
        ("--batch-out", {"batch_out": Path("a")}),
        ("--batch-in", {"batch_in": (Path("a"),)}),
    ],
)
def test_what_needs_a_model_says_how_to_name_one(option: str, files: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=f"{option}: needs a language model.*PLUMBLINE_LLM"):
        given(None, **files)


def test_answers_are_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    same = tmp_path / "." / "x" / ".." / "in.jsonl"
    with pytest.raises(InputError, match="name another file"):
        given(FakeModel(), batch_out=same, batch_in=(file,))
