"""The how-to on importing goals: every command in it, with what it prints."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from service import cli
from service.adapters.exporters.goal_sets.formats import GoalSetFormat
from service.adapters.importers.goal_sets.fields import Field
from tests.service.adapters.importers.goal_sets.test_reading import FILES

GUIDE = Path(__file__).parents[1] / "docs" / "importing-goals.md"
_BLOCK = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<printed>[\s\S]*?)^```$", re.M)
BLOCKS = [
    (found["command"], found["printed"]) for found in _BLOCK.finditer(GUIDE.read_text("utf-8"))
]


def test_there_are_commands() -> None:
    assert len(BLOCKS) == GUIDE.read_text("utf-8").count("```console") >= 6


@pytest.mark.parametrize(("command", "printed"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_the_guide_shows_what_is_printed(
    command: str,
    printed: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(FILES)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit):
        cli.main()
    sys.stdout.flush()
    shown = capfd.readouterr()
    lines = [line.rstrip().lstrip("\ufeff") for line in (shown.err + shown.out).splitlines()]
    assert lines == printed.splitlines()


def test_the_guide_names_every_field_and_format() -> None:

    text = GUIDE.read_text("utf-8")
    assert f"`{' '.join(Field)}`" in text
    assert f"`{' '.join(GoalSetFormat)}`" in text
