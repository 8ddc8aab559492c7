"""The driver graph read as trees."""

from __future__ import annotations

import pytest

from kpi_library.driver_tree import board_outcomes, joined, tree, ways_up
from kpi_library.library import KpiLibrary
from kpi_library.models import Level, Stage
from tests.kpi_library.kpis import driver_graph, sound_kpi

#: profit <- sales <- visits, profit <- cost, sales <- cost; alone stands alone.
GRAPH = driver_graph(profit="sales cost", sales="visits cost", cost="", visits="", alone="")


def test_a_tree_goes_down_to_the_last_driver() -> None:
    branch = tree(GRAPH, "profit")
    assert branch.kpi.id == "profit"
    assert [driver.kpi.id for driver in branch.drivers] == ["sales", "cost"]
    assert [driver.kpi.id for driver in branch.drivers[0].drivers] == ["visits", "cost"]


def test_a_branch_is_shown_once() -> None:
    graph = driver_graph(top="a b", a="c", b="c", c="d", d="")
    top = tree(graph, "top")
    first, second = (branch.drivers[0] for branch in top.drivers)
    assert (first.repeated, [d.kpi.id for d in first.drivers]) == (False, ["d"])
    assert (second.repeated, second.drivers) == (True, ())


def test_an_unknown_kpi() -> None:
    with pytest.raises(KeyError):
        tree(GRAPH, "nothing")


def test_roots_are_driven_outcomes_of_the_whole_organisation() -> None:
    assert board_outcomes(GRAPH) == ("profit",)
    for change in ({"stage": "output"}, {"levels": ["team"]}):
        changed = KpiLibrary(
            sound_kpi(**{**kpi.model_dump(mode="json"), **change}) if kpi.id == "profit" else kpi
            for kpi in GRAPH
        )
        assert board_outcomes(changed) == ()


def test_joined_are_those_below_a_root() -> None:
    assert joined(GRAPH) == {"profit", "sales", "cost", "visits"}


def test_ways_up_lead_to_every_root_by_the_shortest_chain() -> None:
    graph = driver_graph(one="a", two="a", a="b", b="c", c="", three="c")
    assert sorted(ways_up(graph, "c")) == [
        ("c", "b", "a", "one"), ("c", "b", "a", "two"), ("c", "three")
    ]  # fmt: skip
    assert list(ways_up(graph, "one")) == []


def test_the_shipped_library_is_joined(library: KpiLibrary) -> None:
    assert len(joined(library)) >= 0.8 * len(library)
    for root in board_outcomes(library):
        assert library[root].stage is Stage.OUTCOME
        assert Level.COMPANY in library[root].levels
