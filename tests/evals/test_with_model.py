"""Commands that measure with a language model: what they need, print and write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evals import session
from service.bootstrap import Application
from service.domain.llm import Call, Failure, Prices, Task
from tests.evals.asking import AskingApplication
from tests.evals.conftest import QUERIES
from tests.evals.test_main import run
from tests.fakes import FakeEmbedder, FakeLanguageModel
from tests.service.adapters.llm.batches import completion, run_batch

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

WITH_MODEL = ("--system", "plumbline+llm")
RIGHT = {QUERIES["q0"]: "k0", QUERIES["q1"]: "k2", QUERIES["q2"]: "k3"}


def oracle(call: Call[Any]) -> Mapping[str, Any]:
    """Knows the gold."""
    return {"first": RIGHT[call.user]} if call.task is Task.RERANK else {"agreed": True}


def fool(call: Call[Any]) -> Mapping[str, Any]:
    return {"first": "k1"} if call.task is Task.RERANK else {"agreed": True}


@pytest.fixture(autouse=True)
def fake_parts(monkeypatch: pytest.MonkeyPatch, application: Application) -> None:
    """Commands build their application on fakes, without a language model."""
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(application.settings.data_dir))
    monkeypatch.setenv("PLUMBLINE_LIBRARY_DIR", str(application.settings.library_dir))
    configure(monkeypatch, None)


def configure(
    monkeypatch: pytest.MonkeyPatch, model: FakeLanguageModel | None, prices: Prices | None = None
) -> None:
    def opened(*arguments: Any, **parts: Any) -> AskingApplication:
        parts = {"configured": model} | parts
        return AskingApplication(
            *arguments, replaced_embedder=FakeEmbedder(), prices=prices, **parts
        )

    monkeypatch.setattr(session, "Application", opened)


def measured(
    monkeypatch: pytest.MonkeyPatch, beir: Path, tmp_path: Path, *options: str | Path
) -> dict[str, Any]:
    """The JSON of a run of retrieval."""
    file = tmp_path / "out.json"
    parts = ("retrieval", "--dataset", beir, *WITH_MODEL, "--json", file)
    assert run(monkeypatch, *parts, *options) == 0
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def test_both_systems_are_measured_and_compared(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = FakeLanguageModel(fool)
    configure(monkeypatch, model, Prices(1.0, 10.0))
    found = measured(monkeypatch, beir, tmp_path)
    ours, plain = found["systems"]["plumbline+llm"], found["systems"]["plumbline"]
    for metric, difference in found["differences"].items():
        gain = ours[metric]["value"] - plain[metric]["value"]
        assert difference["value"] == pytest.approx(gain, abs=1e-6)
    assert found["differences"]["mrr@10"]["high"] < 0
    use = found["llm"]
    assert (use["model"], use["queries"], use["calls_per_query"]) == ("fake:model", 3, 2)
    assert (use["tokens_per_query"], use["cost_per_query"]) == (220, pytest.approx(0.0004))
    assert len(model.calls) == 6
    printed = capsys.readouterr().out
    assert "plumbline+llm - plumbline" in printed
    assert "2.00 calls, 200 tokens read and 20 written" in printed
    assert "cost 0.000400" in printed


def test_the_model_is_asked_for_the_same_request_as_plumbline(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, FakeLanguageModel(oracle))
    found = measured(monkeypatch, beir, tmp_path)
    assert found["systems"]["plumbline+llm"]["mrr@10"]["value"] == 1


def test_a_model_that_fails_leaves_the_scores_of_plumbline(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(monkeypatch, FakeLanguageModel(lambda call: Failure.TIMEOUT))
    found = measured(monkeypatch, beir, tmp_path)
    assert found["systems"]["plumbline+llm"] == found["systems"]["plumbline"]
    assert found["llm"]["failures"] == {"timeout": 3}
    assert (
        "Failed calls, whose answers are the embedded ones: timeout 3." in capsys.readouterr().out
    )


def test_a_replay_gives_the_scores_of_the_recording_twice(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, calls = FakeLanguageModel(oracle), tmp_path / "calls.json"
    configure(monkeypatch, model)
    recorded = measured(monkeypatch, beir, tmp_path, "--record", calls)
    asked = len(model.calls)
    configure(monkeypatch, None)
    first, second = (measured(monkeypatch, beir, tmp_path, "--replay", calls) for _ in range(2))
    assert first == second
    assert first["systems"] == recorded["systems"]
    assert first["differences"] == recorded["differences"]
    assert len(model.calls) == asked
    assert first["llm"]["cached_calls"] == asked


def test_a_run_of_two_stages_is_unfinished_until_both_are_answered(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model, left = FakeLanguageModel(oracle), tmp_path / "calls.jsonl"
    configure(monkeypatch, model)
    answered: list[str | Path] = []
    for unanswered in (3, 3, 0):
        capsys.readouterr()
        found = measured(monkeypatch, beir, tmp_path, *answered, "--batch-out", left)
        assert found["llm"]["unanswered"] == unanswered
        unfinished = bool(unanswered)
        assert ("plumbline+llm (unfinished)" in found["systems"]) is unfinished
        assert ("plumbline+llm" in found["systems"]) is not unfinished
        assert ("differences" in found) is not unfinished
        printed = capsys.readouterr()
        assert ("UNFINISHED: 3 calls" in printed.out) is unfinished
        assert ("The run is complete." in printed.err) is not unfinished
        answers = tmp_path / f"{len(answered)}.jsonl"
        run_batch(left, answers, stage_reply)
        answered += ["--batch-in", answers]
    assert model.calls == []


def stage_reply(text: str) -> Any:
    """Of the first stage, whose texts are the queries, or of the second."""
    said = {"first": RIGHT[text], "silent": False} if text in RIGHT else {"agreed": True}
    return completion(json.dumps(said))


@pytest.mark.parametrize("task", ["retrieval", "measurability", "judge"])
def test_without_a_model_one_line_says_how_to_get_one(
    task: str,
    beir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"text": "Walk 30 minutes a day", "measurable": true}\n')
    dataset = {"retrieval": ("--dataset", beir), "measurability": ("--dataset", texts)}
    assert run(monkeypatch, task, *dataset.get(task, ()), *WITH_MODEL) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "error: this needs a language model, and there is none: set PLUMBLINE_LLM=provider:model, "
        "or give recorded replies by --replay or --batch-in\n"
    )


def test_files_of_calls_need_the_system_that_makes_calls(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "retrieval", "--dataset", beir, "--record", tmp_path / "calls") == 2
    assert "--system plumbline+llm" in capsys.readouterr().err


def test_an_unwritable_recording_is_found_before_anything_is_paid_for(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = FakeLanguageModel(oracle)
    configure(monkeypatch, model)
    file = tmp_path / "nowhere" / "calls"
    assert run(monkeypatch, "retrieval", "--dataset", beir, *WITH_MODEL, "--record", file) == 2
    assert "there is no such folder" in capsys.readouterr().err
    assert model.calls == []


def test_a_task_without_part_for_a_model_says_so_and_asks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = FakeLanguageModel(oracle)
    configure(monkeypatch, model)
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"text": "Walk 30 minutes a day", "measurable": true}\n')
    assert run(monkeypatch, "measurability", "--dataset", texts, *WITH_MODEL) == 0
    printed = capsys.readouterr().out
    assert "A language model has no part in this task; plumbline alone was measured." in printed
    assert "plumbline+llm" not in printed
    assert model.calls == []


def test_each_dataset_counts_its_own_calls(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, FakeLanguageModel(oracle))
    file = tmp_path / "out.json"
    datasets = ("--dataset", beir, "--dataset", beir)
    assert run(monkeypatch, "retrieval", *datasets, *WITH_MODEL, "--json", file) == 0
    assert [entry["llm"]["queries"] for entry in json.loads(file.read_text())] == [3, 3]


def test_the_page_shows_the_difference(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, FakeLanguageModel(oracle))
    page = tmp_path / "out.html"
    measured(monkeypatch, beir, tmp_path, "--html", page)
    assert "<th>plumbline+llm - plumbline</th>" in page.read_text("utf-8")
