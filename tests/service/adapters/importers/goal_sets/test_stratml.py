"""StratML, Part 1 and Part 2."""

from __future__ import annotations

import pytest

from service.errors import UnreadableFile
from tests.service.adapters.importers.goal_sets.reads import of_file, parents, read, short


class TestStratml:
    def test_part_1(self) -> None:
        found = of_file("stratml_part_1.xml")
        assert (found.source, found.organisation) == ("StratML Part 1", "Water Board")
        assert [short(o) for o in found.objectives] == [
            {"id": "_g1", "text": "Clean rivers: Bring every river to good ecological status",
             "owner": "Directorate",
             "further": {"SequenceIndicator": "A", "Stakeholder": "StakeholderTypeType: Organization",
                         "Agreed": "see minutes # 4"}}
        ]  # fmt: skip
        assert parents(found) == {"_o1": ["_g1"]}
        assert "left out, as no goals: Vision" in found.notes

    def test_part_2(self) -> None:
        goal = of_file("stratml_part_2.xml").goals[0]
        assert (goal.owner, goal.kpi) == ("Sewers; Pumping", "Overflow hours")
        assert goal.further == {
            "PerformanceIndicatorType": "Quantitative",
            "ValueChainStage": "Outcome",
            "UnitOfMeasurement": "hours a year",
            "Identifier": "_pi1",
            "Relationship": "RelationshipType: Broader_Than, ReferentIdentifier: _g1, Name: serves",
            "TargetResult": "UnitOfMeasurement: hours, NumberOfUnits: 120, EndDate: 2026-12-31",
            "ActualResult": "NumberOfUnits: 180",
        }

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "document type"),
            ("<!DOCTYPE x><x/>".encode("utf-16"), "document type"),
            ("<x>", "not well-formed"),
            ("<x/>", "no StratML"),
            ("<StrategicPlan/>", "no StrategicPlanCore"),
            ("", "not well-formed"),
            (f"<StrategicPlan>{'<a>' * 5_000}", "not well-formed"),
        ],
    )
    def test_what_is_refused(self, content: str | bytes, said: str) -> None:
        with pytest.raises(UnreadableFile, match=said):
            read(content, "plan.xml")
