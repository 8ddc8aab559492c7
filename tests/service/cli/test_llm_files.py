"""A run in batches says how far it is and what to do next, and does not pass for complete."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import typer

from service import cli
from service.adapters.llm.from_files import LlmFiles, model_from_files
from service.cli.llm_files import BatchIn, BatchOut, finish_batch
from service.cli.options import EXIT_UNANSWERED
from service.llm.session import LlmSession
from tests.service.adapters.llm.asking import FakeModel, a_call
from tests.service.adapters.llm.batches import answer_line, completion, run_batch


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Run a command of two stages whose replies come from batches alone."""

    def command(text: str, batch_out: BatchOut = None, batch_in: BatchIn = None) -> None:
        model = model_from_files(
            LlmFiles(None, None, batch_out, tuple(batch_in or ())), FakeModel()
        )
        assert model
        session = LlmSession(model, 60, 100_000)
        if first := session.ask(a_call(text)):
            session.ask_all([a_call(one) for one in first.ids])
        finish_batch(model, batch_out)

    app = typer.Typer()
    app.command()(command)
    monkeypatch.setattr(cli, "app", app)

    def started(*arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["plumbline", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert printed.out == ""
        return int(ended.value.code or 0), " ".join(printed.err.split())

    return started


def test_a_run_is_repeated_until_it_is_complete(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out, first, second = (tmp_path / name for name in ("o.jsonl", "1.jsonl", "2.jsonl"))

    def reply(text: str) -> object:
        return completion(json.dumps({"ids": ["a", "b"] if text == "start" else []}))

    code, said = run("start", "--batch-out", out)
    assert code == EXIT_UNANSWERED == 4
    assert said.startswith("0 of 1 calls of the language model are answered. The run is not comp")
    assert re.search(r"1 calls? .* unanswered and stands? in .+: send it as a batch", said)
    assert said.endswith("repeat this command with --batch-in and that file added.")
    run_batch(out, first, reply)

    code, said = run("start", "--batch-out", out, "--batch-in", first)
    assert (code, said[:34]) == (EXIT_UNANSWERED, "1 of 3 calls of the language model")
    assert len(run_batch(out, second, reply)) == 2

    code, said = run("start", "--batch-out", out, "--batch-in", first, "--batch-in", second)
    assert code == 0
    assert said == "3 of 3 calls of the language model are answered. The run is complete."
    assert out.read_bytes() == b""


def test_without_a_file_to_write_to_it_says_to_name_one(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    answers = tmp_path / "1.jsonl"
    answers.write_text(answer_line("another", completion("{}")))
    code, said = run("start", "--batch-in", answers)
    assert code == EXIT_UNANSWERED
    assert "1 answer belongs to no call of this run" in said
    assert "add --batch-out FILE" in said


def test_what_was_tried_in_vain_is_said(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out, answers = tmp_path / "o.jsonl", tmp_path / "1.jsonl"
    run("start", "--batch-out", out)
    run_batch(out, answers, lambda text: completion("{}", "length"))
    code, said = run("start", "--batch-in", answers)
    assert code == EXIT_UNANSWERED
    assert "Tried in vain: 1 too long." in said


def test_a_wrong_line_is_one_clear_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    answers = tmp_path / "1.jsonl"
    answers.write_text("\n{\n")
    code, said = run("start", "--batch-in", answers)
    assert code == 2
    assert said.startswith("plumbline: 1.jsonl, line 2: ")
    assert answers.read_text() == "\n{\n"


def test_a_model_that_is_no_batch_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    finish_batch(FakeModel(), None)
    finish_batch(None, None)
    assert capsys.readouterr().err == ""
