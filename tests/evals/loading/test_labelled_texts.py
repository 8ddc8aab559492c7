"""Labelled texts, good and malformed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evals.loading.labelled_texts import (
    LabelledTarget,
    read_measurable_texts,
    read_understood_texts,
)
from evals.loading.rows import read_lines, read_texts
from service.domain.objective import Movement, TargetKind
from service.errors import InputError

UNDERSTOOD = (
    '{"text": "Cut waste by 3% by 2027", "direction": "decrease", "baseline": null, "target": '
    '{"value": 3, "unit": "percent", "kind": "change"}, "deadline": "2027-12-31"}'
)


def test_understood_text(tmp_path: Path) -> None:
    file = tmp_path / "u.jsonl"
    file.write_text(UNDERSTOOD, encoding="utf-8")
    (text,) = read_understood_texts(file)
    assert text.direction is Movement.DECREASE
    assert text.target == LabelledTarget(value=3, unit="percent", kind=TargetKind.CHANGE)
    assert text.deadline == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"decrease"', '"down"', "line 1: direction: "),
        ('"baseline": null, ', "", "line 1: baseline: Field required"),
        ('"change"', '"delta"', r"line 1: target\.kind: "),
        ('"2027-12-31"', '"end of 2027"', "line 1: deadline: "),
    ],
)
def test_malformed_slot(tmp_path: Path, old: str, new: str, fault: str) -> None:
    file = tmp_path / "u.jsonl"
    file.write_text(UNDERSTOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        read_understood_texts(file)


def test_measurable_texts_ignore_other_labels(tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text('{"text": "Jog", "specific": true, "measurable": false}\n', encoding="utf-8")
    assert [text.measurable for text in read_measurable_texts(file)] == [False]


def test_lines_are_split_at_line_feeds_alone(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_bytes("one\u2028still one\r\n\n  two \n".encode())
    assert read_texts(file) == ["one\u2028still one", "two"]
    assert [place.rpartition(" ")[2] for place, _ in read_lines(file)] == ["1", "3"]
