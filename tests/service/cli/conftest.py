"""A data folder and the command, for all tests of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from service import cli
from tests.service.cli.running import Ended, Run


@pytest.fixture(scope="session")
def home(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this worker, on the model and vectors that all share."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("models", "cache"):
        (folder / name).symlink_to(data_dir / name)
    return folder


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(home))
    monkeypatch.setenv("COLUMNS", "300")

    def command(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["plumbline", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return command
