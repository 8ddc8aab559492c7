"""Past values from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cli.history import read_history
from service.errors import InputError


def write(folder: Path, text: str) -> Path:
    file = folder / "past.csv"
    file.write_text(text, "utf-8")
    return file


def test_rows_with_and_without_a_kpi(tmp_path: Path) -> None:
    file = write(tmp_path, "Period;Value;KPI\n2026-01;1,200.5;\n2026-02;7;churn\n")
    assert read_history(file)[0] == {"period": "2026-01", "value": 1200.5}
    assert read_history(file)[1] == {"period": "2026-02", "value": 7.0, "kpi": "churn"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("month,value\n2026-01,1\n", "no column 'period'"),
        ("period,value\n2026-01,\n", "needs a period and a value"),
        ("period,value\n2026-01,many\n", "'many' is no number"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_history(write(tmp_path, text))
