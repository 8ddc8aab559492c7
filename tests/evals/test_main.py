"""The command line: files it writes, and one clear line for a bad dataset."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from evals import __main__ as command
from evals import baselines, session, suite
from service.bootstrap import Application
from tests.fakes import FakeEmbedder

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def fake_embedder(monkeypatch: pytest.MonkeyPatch, application: Application) -> None:
    """Commands build their application on the fake embedder, in the shared data folder."""
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(application.settings.data_dir))
    faked = partial(Application, replaced_embedder=FakeEmbedder())
    monkeypatch.setattr(session, "Application", faked)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["evals", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def test_json_of_one_dataset_is_an_object(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.json"
    assert run(monkeypatch, "retrieval", "--dataset", beir, "--json", file) == 0
    content = json.loads(file.read_text("utf-8"))
    assert list(content) == ["task", "dataset", "systems", "library_version", "model", "n"]
    assert list(content["systems"]["plumbline"]["ndcg@10"]) == ["value", "low", "high"]


def test_json_of_several_datasets_is_a_list_and_html_holds_all(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "out.json", tmp_path / "out.html"
    datasets = ("--dataset", beir, "--dataset", beir)
    assert run(monkeypatch, "retrieval", *datasets, "--json", files[0], "--html", files[1]) == 0
    assert [entry["dataset"] for entry in json.loads(files[0].read_text())] == ["small", "small"]
    assert files[1].read_text("utf-8").count("<section") == 2


def test_a_bad_dataset_is_one_line_and_exit_2(
    beir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq0\tk99\t1\n")
    assert run(monkeypatch, "retrieval", "--dataset", beir) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    place = beir / "qrels" / "test.tsv"
    assert printed.err == f"error: {place}, line 2: document 'k99' is not in corpus.jsonl\n"


def test_an_unwritable_output_is_found_before_measuring(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "nowhere" / "out.json"
    assert run(monkeypatch, "retrieval", "--dataset", beir, "--json", file) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_accept_then_check_then_a_regression(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data" / "retrieval"
    data.mkdir(parents=True)
    beir.rename(data / "small")
    file = tmp_path / "baselines.json"
    discover = partial(suite.discover, own=tmp_path / "none")
    monkeypatch.setattr(command, "discover", discover)
    monkeypatch.setattr(command, "write_baselines", partial(baselines.write_baselines, file=file))
    monkeypatch.setattr(command, "read_baselines", partial(baselines.read_baselines, file))
    assert run(monkeypatch, "accept", "--data", data.parent) == 0
    assert run(monkeypatch, "check", "--data", data.parent) == 0
    content = json.loads(file.read_text())
    content[0]["systems"]["plumbline"]["mrr@10"]["low"] = 1.5
    file.write_text(json.dumps(content))
    capsys.readouterr()
    assert run(monkeypatch, "check", "--data", data.parent) == 1
    assert "worse: retrieval small mrr@10: " in capsys.readouterr().out
