"""The command as a whole."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.service.cli.running import COMMAND, LIMIT_S, Ended, Run, assert_one_line


def test_the_installed_command_runs(home: Path) -> None:
    ended = subprocess.run(
        [COMMAND, "recommend", ""], capture_output=True, text=True, timeout=LIMIT_S, check=False,
        env={**os.environ, "PLUMBLINE_DATA_DIR": str(home)},
    )  # fmt: skip
    assert_one_line(Ended(ended.returncode, ended.stdout, ended.stderr), "objective")


def test_help_names_every_command(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    for command in ("recommend", "audit", "serve", "kpi", "library"):
        assert command in ended.out
