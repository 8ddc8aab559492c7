"""``plumbline kpi``: what it prints, and how it ends."""

from __future__ import annotations

import json

from kpi_library.driver_tree import board_outcomes
from kpi_library.library import KpiLibrary
from service.answers.kpi import KpiSummary
from tests.service.cli.running import Run, assert_one_line


class TestKpi:
    def test_search(self, run: Run) -> None:
        ended = run("kpi", "search", "customers who leave", "--limit", "3")
        assert ended.code == 0
        assert "customer-churn-rate" in ended.out

    def test_search_as_json(self, run: Run) -> None:
        ended = run("kpi", "search", "customers who leave", "--limit", "3", "--json")
        found = [KpiSummary.model_validate(entry) for entry in json.loads(ended.out)]
        assert len(found) == 3
        relevance = [entry.relevance or 0.0 for entry in found]
        assert relevance == sorted(relevance, reverse=True)

    def test_search_for_nothing(self, run: Run) -> None:
        assert_one_line(run("kpi", "search", " "), "characters")

    def test_show_by_id_name_and_alias(self, run: Run, library: KpiLibrary) -> None:
        kpi = next(kpi for kpi in library if kpi.aliases and kpi.counter_metrics)
        by_id = run("kpi", "show", kpi.id)
        assert by_id.code == 0
        assert kpi.name in by_id.out
        assert kpi.formula.expression in by_id.out
        assert library[kpi.counter_metrics[0]].name in by_id.out
        assert run("kpi", "show", kpi.name.upper()) == by_id
        assert run("kpi", "show", kpi.aliases[0].lower()) == by_id

    def test_show_as_json(self, run: Run, library: KpiLibrary) -> None:
        kpi = next(iter(library))
        assert json.loads(run("kpi", "show", kpi.id, "--json").out) == kpi.model_dump(mode="json")

    def test_show_unknown(self, run: Run) -> None:
        assert_one_line(run("kpi", "show", "warp [b]factor[/] :fire:"), "warp [b]factor[/] :fire:")


class TestTree:
    def test_drivers_below_and_outcomes_above(self, run: Run, library: KpiLibrary) -> None:
        kpi = next(kpi for kpi in library if kpi.drivers and library.driven_by[kpi.id])
        ended = run("kpi", "tree", kpi.id)
        assert ended.code == 0
        lines = ended.out.splitlines()
        assert lines[0].split(" " + kpi.id)[0] == kpi.name
        for driver in kpi.drivers:
            assert any(driver in line and line.startswith(("├", "└")) for line in lines)
        above = [line for line in lines if line.startswith("above: ")]
        assert above
        assert all(f"{kpi.name} drives " in line for line in above)

    def test_by_name(self, run: Run, library: KpiLibrary) -> None:
        kpi = next(iter(library))
        assert run("kpi", "tree", kpi.name.upper()) == run("kpi", "tree", kpi.id)

    def test_all_roots(self, run: Run, library: KpiLibrary) -> None:
        ended = run("kpi", "tree")
        assert ended.code == 0
        assert all(root in ended.out for root in board_outcomes(library))

    def test_unknown(self, run: Run) -> None:
        assert_one_line(run("kpi", "tree", "warp factor"), "warp factor")
