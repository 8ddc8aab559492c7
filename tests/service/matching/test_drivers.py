"""Influence and paths on a small driver graph.

base -> mid -> top
base -> side -> mid ; chain1 -> chain2 -> chain3 -> chain4 -> chain5
"""

from __future__ import annotations

import pytest

from kpi_library.library import KpiLibrary
from service.matching.drivers import DECAY, influence, path
from tests.kpi_library.kpis import driver_graph

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

GRAPH = driver_graph(
    top="mid",
    mid="base side",
    side="base",
    base="",
    chain5="chain4",
    chain4="chain3",
    chain3="chain2",
    chain2="chain1",
    chain1="",
)
ROW = {kpi.id: row for row, kpi in enumerate(GRAPH)}


@pytest.mark.parametrize(
    ("driver", "driven", "steps"),
    [
        ("base", "base", 0),
        ("base", "mid", 1),
        ("base", "side", 1),
        ("side", "top", 2),
        ("base", "top", 2),
        ("chain1", "chain4", 3),
    ],
)
def test_influence_decays_over_the_shortest_path(driver: str, driven: str, steps: int) -> None:
    assert influence(GRAPH)[ROW[driver], ROW[driven]] == pytest.approx(DECAY**steps)


@pytest.mark.parametrize(
    ("driver", "driven"), [("top", "base"), ("mid", "side"), ("base", "chain1")]
)
def test_influence_runs_upward_only(driver: str, driven: str) -> None:
    assert influence(GRAPH)[ROW[driver], ROW[driven]] == 0


def test_faint_influence_is_not_followed() -> None:
    assert influence(GRAPH)[ROW["chain1"], ROW["chain5"]] == 0


@pytest.mark.parametrize(
    ("driver", "driven", "ids"),
    [
        ("base", "top", ("base", "mid", "top")),
        ("side", "mid", ("side", "mid")),
        ("mid", "mid", ("mid",)),
        ("top", "base", ()),
        ("base", "chain5", ()),
        ("chain1", "chain5", ("chain1", "chain2", "chain3", "chain4", "chain5")),
    ],
)
def test_path(driver: str, driven: str, ids: tuple[str, ...]) -> None:
    assert path(GRAPH, driver, driven) == ids


def test_a_cycle_ends() -> None:
    ring = driver_graph(a="c", b="a", c="b")
    assert path(ring, "a", "c") == ("a", "b", "c")
    assert influence(ring).diagonal().tolist() == [1, 1, 1]


def test_influence_and_path_agree_on_the_shipped_library(library: KpiLibrary) -> None:
    matrix = influence(library)
    ids = [kpi.id for kpi in library]
    for row in range(0, len(ids), 5):
        for column in range(0, len(ids), 7):
            steps = len(path(library, ids[row], ids[column])) - 1
            expected = DECAY**steps if 0 <= steps <= 3 else 0.0
            assert matrix[row, column] == pytest.approx(expected)
