"""``plumbline llm check``: what it says, and how it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service import cli
from tests.llm_server import Behaviour, LlmServer, body, error, refusing, text
from tests.service.cli.running import Ended, assert_one_line

UPRIGHT = text('{"upright": true, "reason": "it hangs straight"}', tokens=(60, 12))
Check = Callable[..., Ended]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PLUMBLINE_LLM_API_KEY", "sk-precious")

    def run(behaviour: Behaviour | None, *options: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["plumbline", "llm", "check", *options])
        with LlmServer(behaviour or UPRIGHT) as server:
            if behaviour:
                monkeypatch.setenv("PLUMBLINE_LLM", "openai:small")
                monkeypatch.setenv("PLUMBLINE_LLM_BASE_URL", server.url)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        printed = capsys.readouterr()
        assert "precious" not in printed.out + printed.err
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return run


def test_no_model_is_configured(check: Check) -> None:
    ended = check(None)
    assert_one_line(ended, "PLUMBLINE_LLM=provider:model", "PLUMBLINE_LLM_BASE_URL")


def test_it_works(check: Check) -> None:
    ended = check(UPRIGHT)
    assert ended.code == 0
    assert "openai:small works: JSON schema is accepted" in ended.out
    assert "1 requests, 60 tokens read, 12 written" in ended.out


def test_it_works_in_part(check: Check) -> None:
    ended = check(refusing("response_format", "tools", "temperature", otherwise=UPRIGHT))
    assert ended.code == 0
    assert "plain JSON is accepted" in ended.out
    assert "asked without what it refuses: temperature" in ended.out


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (error(401, "Wrong key [red]sk-precious[/]"), "PLUMBLINE_LLM_API_KEY"),
        (error(404, "no such model"), "no such model"),
        (text("It is."), "ends by /v1"),
        (body(b"<html>", Content_Type="text/html"), "ends by /v1"),
    ],
)
def test_it_does_not_work(check: Check, behaviour: Behaviour, said: str) -> None:
    ended = check(behaviour)
    assert ended.code == 3
    assert "openai:small does not work" in ended.out
    assert said in ended.out
    assert "what to do" in ended.out


def test_as_json(check: Check) -> None:
    found = json.loads(check(UPRIGHT, "--json").out)
    assert found["works"] is found["reachable"] is True
    assert (found["model"], found["mode"], found["requests"]) == ("openai:small", "JSON schema", 1)
    ended = check(error(401), "--json")
    found = json.loads(ended.out)
    assert ended.code == 3
    assert (found["works"], found["reachable"], found["failure"]) == (False, True, "rejected")
