"""Exports of goal tools are told by their columns."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_library.models import Level
from tests.service.adapters.importers.goal_sets.reads import of_file, parents, read, short


class TestTools:
    def test_viva_goals(self) -> None:
        found = of_file("viva_goals.csv")
        assert found.source == "Viva Goals"
        assert [short(o) for o in found.objectives] == [
            {"id": "1", "text": "Be the harbour that shipping lines prefer", "owner": "Harbour board",
             "due": "2027-12-31",
             "further": {"Status": "On track", "Time Period": "Annual 2027", "Start Date": "2027-01-01"}}
        ]  # fmt: skip
        assert [short(g) for g in found.goals] == [
            {"id": "2", "text": "Cut the time at berth from 31 to 24 hours", "owner": "Operations",
             "parent": ["1"], "kpi": "Time at berth", "start": "2027-07-01", "due": "2027-09-30",
             "further": {"Status": "At risk", "Time Period": "Q3 2027"}},
            {"id": "3", "text": "Train 40 crane drivers", "owner": "People", "parent": ["1", "2"],
             "start": "2027-01-01", "due": "2027-03-31",
             "further": {"Status": "Not started", "Type": "Initiative", "Time Period": "Q1 2027"}},
        ]  # fmt: skip

    def test_betterworks(self) -> None:
        found = of_file("betterworks.csv")
        assert found.source == "Betterworks"
        assert found.told == "their level is the company"
        assert [o.id for o in found.objectives] == ["501"]
        assert parents(found) == {"502": ["501"], "503": []}
        won = found.goals[0]
        assert (won.owner, won.level) == ("Lee Park", Level.TEAM)
        assert (won.start, won.due) == (date(2027, 1, 1), date(2027, 6, 30))
        assert won.further == {
            "Owner Email": "lee@example.org", "Visibility": "Public", "Progress": "10%"
        }  # fmt: skip
        assert "dates: read as mdy, as '12/31/2027' in line 2 shows" in found.tables[0].notes

    def test_culture_amp(self) -> None:
        found = of_file("culture_amp.csv")
        assert found.source == "Culture Amp"
        assert [o.text for o in found.objectives] == ["Patients are seen sooner"]
        assert found.objectives[0].further == {
            "Goal description": "Waiting is what they complain of"
        }
        assert parents(found) == {
            "cut-the-wait-for-a-first-visit-to-10-days": ["patients-are-seen-sooner"],
            "open-on-12-saturdays": ["patients-are-seen-sooner"],
            "hire-four-nurses": ["patients-are-seen-sooner"],
            "interview-20-applicants": ["hire-four-nurses"],
        }
        assert found.goals[0].further == {"target": "10 days"}
        assert found.goals[1].owner == "Front desk"
        assert found.objectives[0].due == date(2027, 12, 31)

    def test_atlassian(self) -> None:
        found = of_file("atlassian_goals.csv")
        assert found.source == "Atlassian Goals"
        assert parents(found) == {"ATL-2": ["ATL-1"]}
        assert found.goals[0].due == date(2027, 6, 30)
        assert found.goals[0].further == {"status": "at_risk"}

    def test_asana(self) -> None:
        found = of_file("asana_goals.json")
        assert found.source == "Asana"
        assert parents(found) == {"12002": ["12001"]}
        assert (found.goals[0].owner, found.goals[0].due) == ("Canteen east", date(2027, 3, 31))
        assert found.goals[0].further["relationship_weight"] == "0.4"
        assert found.goals[0].further["metric.target_number_value"] == "100"

    @pytest.mark.parametrize(
        ("header", "source"),
        [
            ("ROW_ID,title,owner,parent id", "Viva Goals"),
            ("Title,OKR type,Owner,Parent", "Viva Goals"),
            ("goal name,Parent Goal,Goal Owner", "Betterworks"),
            ("Goal,KR 1,KR 2", "Culture Amp"),
            ("name,parent_goal_id,goal_id", "Atlassian Goals"),
            ("gid,name,parents", "Asana"),
            ("Goal,Owner,Parent", "a table"),
        ],
    )
    def test_header_variants(self, header: str, source: str) -> None:
        row = ",".join("x" for _ in header.split(","))
        assert read(f"{header}\n{row}\n").source == source
