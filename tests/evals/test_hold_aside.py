"""Examples move out of the library once, by hash, and stay out."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.hold_aside import hold_aside
from evals.loading.held_aside import DATASET, read_held_aside
from kpi_library.library import KpiLibrary, load_library
from kpi_library.writing import to_yaml
from service.errors import InputError
from tests.kpi_library.kpis import sound_kpi


def objectives(library: KpiLibrary) -> dict[str, set[str]]:
    return {kpi.id: set(kpi.example_objectives) for kpi in library}


def test_a_tenth_moves_and_nothing_is_lost(tmp_path: Path) -> None:
    kpis = [
        sound_kpi(
            id=f"kpi-{n}", name=f"Name {n}", example_objectives=[f"{n} {i}" for i in range(8)]
        )
        for n in range(100)
    ]
    folder, dataset = tmp_path / "data", tmp_path / "aside" / "objectives.jsonl"
    folder.mkdir()
    file = folder / "customer_success.yaml"
    file.write_text(to_yaml(kpis), "utf-8")
    moved = hold_aside(folder, dataset)
    rows = read_held_aside(dataset)
    assert moved == len(rows)
    assert 65 <= moved <= 95
    left = objectives(load_library(folder))
    assert {kpi.id: set(kpi.example_objectives) for kpi in kpis} == {
        kpi_id: texts | {row.text for row in rows if row.kpi == kpi_id}
        for kpi_id, texts in left.items()
    }
    assert all(row.text not in left[row.kpi] for row in rows)
    content = dataset.read_text("utf-8")
    assert hold_aside(folder, dataset) == 0
    assert dataset.read_text("utf-8") == content


def test_a_kpi_with_few_examples_gives_none(tmp_path: Path) -> None:
    (tmp_path / "customer_success.yaml").write_text(
        to_yaml(sound_kpi(id=f"kpi-{n}", name=f"Name {n}") for n in range(20)), "utf-8"
    )
    assert hold_aside(tmp_path, tmp_path / "aside.jsonl") == 0


def test_no_held_aside_text_is_in_the_shipped_library(library: KpiLibrary) -> None:
    inside = {text.casefold() for kpi in library for text in kpi.example_objectives}
    rows = read_held_aside(DATASET)
    assert [row.text for row in rows if row.text.casefold() in inside] == []
    assert all(row.kpi in library for row in rows)
    assert len(rows) >= 0.09 * (len(rows) + len(inside))


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    file.write_text('{"kpi": "a", "text": ""}\n', "utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_held_aside(file)
