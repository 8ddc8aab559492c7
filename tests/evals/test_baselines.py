"""What counts as worse than committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.baselines import read_baselines, regressions, write_baselines
from evals.results import Estimate, Result
from service.errors import InputError


def result(dataset: str = "d", system: str = "plumbline", **values: float) -> Result:
    measured = {
        metric: Estimate(value=value, low=value - 0.1, high=value + 0.1)
        for metric, value in values.items()
    }
    return Result(
        task="t", dataset=dataset, systems={system: measured}, library_version="1", model="m", n=3
    )


def test_within_the_interval_is_fine() -> None:
    assert not list(regressions([result(f1=0.5)], [result(f1=0.41)]))
    assert not list(regressions([result(f1=0.5)], [result(f1=0.9)]))


def test_below_the_interval_is_named() -> None:
    assert list(regressions([result(f1=0.5, p=0.5)], [result(f1=0.39, p=0.5)])) == [
        "t d f1: 0.390 is below 0.400"
    ]


def test_where_lower_is_better_above_the_interval_is_named() -> None:
    committed = [result(traps_found=0.5, objectives_abstained=0.5)]
    assert not list(regressions(committed, [result(traps_found=0.1, objectives_abstained=0.0)]))
    found = list(regressions(committed, [result(traps_found=0.7, objectives_abstained=0.5)]))
    assert found == ["t d traps_found: 0.700 is above 0.600"]


def test_what_is_no_longer_measured_is_named() -> None:
    assert list(regressions([result(f1=0.5)], [result(other=0.5)])) == [
        "t d f1: no longer measured"
    ]
    assert list(regressions([result(f1=0.5)], [])) == ["t d f1: no longer measured"]


def test_baseline_systems_are_not_judged() -> None:
    committed, now = result(system="dense", f1=0.9), result(system="dense", f1=0.1)
    assert not list(regressions([committed], [now]))


def test_written_and_read(tmp_path: Path) -> None:
    results = [result(f1=0.5), result("e", f1=0.25)]
    write_baselines(results, tmp_path / "b.json")
    assert read_baselines(tmp_path / "b.json") == results


def test_missing_or_malformed_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"b\.json: cannot be read"):
        read_baselines(tmp_path / "b.json")
    (tmp_path / "b.json").write_text('[{"task": "t"}]')
    with pytest.raises(InputError, match=r"b\.json: "):
        read_baselines(tmp_path / "b.json")
