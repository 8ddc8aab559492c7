"""Library files are written in one layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_library.library import DATA_DIRECTORY, KpiLibrary, load_library
from kpi_library.models import Kpi
from kpi_library.writing import WIDTH, to_yaml
from tests.kpi_library.kpis import formula, guard_kpi, sound_kpi


def read(text: str) -> list[Kpi]:
    rows: list[dict[str, Any]] = yaml.safe_load(text)
    return [Kpi.model_validate({"domain": "customer_success", **row}) for row in rows]


def test_sorted_by_id_and_read_back_the_same() -> None:
    kpis = [sound_kpi(), guard_kpi(direction_limits="None at all.", standards=[])]
    assert read(to_yaml(kpis)) == [kpis[1], kpis[0]]
    assert to_yaml(kpis) == to_yaml(kpis[::-1])


def test_series_constants_and_standards_are_read_back() -> None:
    formula_ = formula("mean(a) * b", 2.5, a=((1.0, 4.0), "hour"), b=(1.0, "count"))
    formula_["variables"]["b"]["value"] = 0.5
    kpi = sound_kpi(
        formula=formula_, standards=[{"body": "ISO", "code": "1-2: 3", "edition": "2020"}]
    )
    assert read(to_yaml([kpi])) == [kpi]


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=400).filter(str.strip))
def test_any_text_is_read_back(text: str) -> None:
    try:
        kpi = sound_kpi(gaming=text, aliases=[text])
    except ValueError:  # no text in UTF-8
        return
    try:
        written = to_yaml([kpi])
        again = read(written)
    except yaml.YAMLError:
        pytest.fail(f"cannot be written: {text!r}")
    assert again == [kpi]


def test_the_shipped_files_are_laid_out(library: KpiLibrary) -> None:
    wrong = [
        domain
        for domain in library.domains
        if to_yaml(kpi for kpi in library if kpi.domain == domain)
        != (DATA_DIRECTORY / f"{domain}.yaml").read_text("utf-8")
    ]
    assert wrong == [], "run `plumbline library format`"


def test_lines_stay_readable(library: KpiLibrary) -> None:
    long = [
        line
        for file in DATA_DIRECTORY.glob("*.yaml")
        for line in file.read_text("utf-8").splitlines()
        if len(line) > WIDTH + 20
    ]
    assert long == []


def test_loading_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "customer_success.yaml").write_text(to_yaml([sound_kpi(), guard_kpi()]), "utf-8")
    assert {kpi.id for kpi in load_library(tmp_path)} == {"subscriber-loss", "discount-share"}
