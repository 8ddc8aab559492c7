"""Goal sets in the forms in which people keep them, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest

from service.adapters.importers.goal_sets.dates import DateOrder
from service.errors import InputError, InvalidGoalSet, UnreadableFile
from tests.service.adapters.importers.goal_sets.reads import FILES, lines, of_file, parents, read
from tests.service.adapters.importers.tables.test_spreadsheet import workbook


class TestForms:
    def test_outline_in_columns(self) -> None:
        found = of_file("outline.csv")
        assert found.source == "an indented outline"
        assert [o.owner for o in found.objectives] == ["School board"]
        assert parents(found) == {
            "give-each-class-a-weekly-library-hour": ["every-pupil-reads-well-by-age-ten"],
            "buy-600-books": ["give-each-class-a-weekly-library-hour"],
            "test-reading-twice-a-year": ["every-pupil-reads-well-by-age-ten"],
        }
        assert found.goals[1].due == date(2027, 3, 31)

    @pytest.mark.parametrize(
        "text",
        [
            (FILES / "outline.txt").read_text("utf-8"),
            "Every pupil reads well by age ten\n  Give each class a weekly library hour\n"
            "    Buy 600 books\n  Test reading twice a year\n",
            "- Every pupil reads well by age ten\n-- Give each class a weekly library hour\n"
            "--- Buy 600 books\n-- Test reading twice a year\n",
            "# Every pupil reads well by age ten\n\n* Give each class a weekly library hour\n"
            "  * Buy 600 books\n* Test reading twice a year\n-----\n",
            "1. Every pupil reads well by age ten\n1.1 Give each class a weekly library hour\n"
            "1.1.1 Buy 600 books\n1.2 Test reading twice a year\n",
        ],
    )
    def test_indented_text(self, text: str) -> None:
        found = read(text, "plan.md")
        assert found.issues == ()
        assert parents(found) == parents(of_file("outline.csv"))

    def test_numbers_are_no_numbering(self) -> None:
        found = read("Grow\n  10 new customers\n", "plan.txt")
        assert [goal.text for goal in found.goals] == ["10 new customers"]

    def test_objective_and_key_result_columns(self) -> None:
        found = of_file("plan.csv")
        assert [o.text for o in found.objectives] == ["Delight our customers", "Spend less"]
        assert parents(found) == {
            "answer-tickets-within-two-hours": ["delight-our-customers"],
            "raise-the-score-from-31-to-45": ["delight-our-customers"],
            "cut-energy-by-15": ["spend-less"],
        }
        assert [goal.due for goal in found.goals] == [
            date(2027, 6, 30), date(2027, 12, 31), date(2027, 10, 1)
        ]  # fmt: skip
        assert found.goals[0].further == {"Comment": "Board asked for it"}
        assert any("Objective > Key result" in note for note in found.tables[0].notes)

    def test_repeated_cells_are_one_objective(self) -> None:
        found = read("Objective,Key result\nA,x\nB,y\nA,z\n")
        assert [o.id for o in found.objectives] == ["a", "b"]
        assert parents(found) == {"x": ["a"], "y": ["b"], "z": ["a"]}

    def test_several_key_results_in_one_cell(self) -> None:
        found = read('Objective,Key results\nA,"- x\n- y"\n')
        assert parents(found) == {"x": ["a"], "y": ["a"]}

    def test_an_objective_column_that_names_rows_is_a_parent(self) -> None:
        content = workbook(
            {
                "Strategy": [["ID", "Strategic objective"], ["S1", "Grow"], ["S2", "Delight"]],
                "Q1": [
                    ["Goal", "Aligned to", "Owner"],
                    ["Sell", "S1", "Ann"],
                    ["Call", "Delight", ""],
                ],
            }
        )
        found = read(content, "plan.xlsx")
        assert [o.id for o in found.objectives] == ["S1", "S2"]
        assert parents(found) == {"sell": ["S1"], "call": ["S2"]}
        assert "read as the strategy, as its name says" in found.tables[0].notes
        assert found.tables[1].name == "plan.xlsx, sheet Q1"

    def test_one_sheet(self) -> None:
        sheets = {
            "Q1": [["Objective", "Goal"], ["A", "x"]],
            "Q2": [["Objective", "Goal"], ["B", "y"]],
        }
        content = workbook(sheets)
        assert [o.id for o in read(content, "p.xlsx").objectives] == ["a", "b"]
        assert [o.id for o in read(content, "p.xlsx", sheet="Q2").objectives] == ["b"]
        with pytest.raises(InputError, match="no sheet 'Q3' with content, only 'Q1', 'Q2'"):
            read(content, "p.xlsx", sheet="Q3")

    def test_a_sheet_without_goals_is_left_out_and_said(self) -> None:
        sheets = {
            "Cover": [["Author", "Version"], ["x", "1"]],
            "Q1": [["Objective", "Goal"], ["A", "x"]],
        }
        found = read(workbook(sheets), "p.xlsx")
        assert [table.mapped is None for table in found.tables] == [True, False]

    def test_list_of_records(self) -> None:
        found = of_file("goals.yaml")
        assert [o.id for o in found.objectives] == ["safe"]
        assert parents(found) == {"helmets": ["safe"]}

    @pytest.mark.parametrize("key", ["key_results", "children", "goals", "keyResults"])
    def test_nested_records(self, key: str) -> None:
        content = {"objectives": [{"title": "Grow", key: [{"title": "Sell"}, {"title": "Hire"}]}]}
        assert parents(read(json.dumps(content), "p.json")) == {"sell": ["grow"], "hire": ["grow"]}

    def test_lists_under_keys(self) -> None:
        content = {
            "strategy": [{"id": "o", "text": "Grow"}],
            "goals": [{"text": "Sell", "parent": "o"}],
        }
        assert parents(read(json.dumps(content), "p.json")) == {"sell": ["o"]}

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_delimiters_and_encodings(self, delimiter: str, encoding: str) -> None:
        text = "Id,Goal,Parent\no,Größer werden,\ng,Café öffnen,o\n".replace(",", delimiter)
        found = read(text.encode(encoding))
        assert [found.objectives[0].text, found.goals[0].text] == ["Größer werden", "Café öffnen"]

    def test_our_own_shape(self) -> None:
        content = {
            "organisation": "Mill",
            "strategy": {"objectives": [{"id": "o", "text": "Grow", "further": {"a": "b"}}]},
            "goals": [
                {"id": "g", "text": "Sell", "parent": ["o"], "level": "team", "start": "2027-01-01"}
            ],
        }
        found = read(json.dumps(content), "p.json")
        assert found.organisation == "Mill"
        assert found.document().model_dump(mode="json", exclude_defaults=True) == content


class TestErrors:
    def test_all_rows_that_cannot_be_used_are_named(self) -> None:
        found = read(
            "id,goal,parent,owner\n"
            "o,Grow,,\n"
            "a,Sell,o,Ann\n"
            "a,Hire,o,Bob\n"
            "b,,o,Cem\n"
            "c,Call,nowhere,\n"
            "d,Dig,e,\n"
            "e,Eat,d,\n"
            f"f,{'x' * 2_001},o,\n"
            "g,Go,c,\n"
        )
        assert lines(found) == [
            "plan.csv, line 4: 'a' is already the id of plan.csv, line 3",
            "plan.csv, line 5: column 'goal' is empty: a goal needs its text (the row has id 'b', "
            "parent 'o')",
            "plan.csv, line 6: parent: 'nowhere' is not the id of an objective or goal, nor the "
            "text of one",
            "plan.csv, line 7: parent: 'e': the parents form a cycle",
            "plan.csv, line 8: parent: 'd': the parents form a cycle",
            "plan.csv, line 9: text: String should have at most 2000 characters",
        ]
        with pytest.raises(InvalidGoalSet, match=r"6 entries are refused: plan.csv, line 4"):
            found.checked()
        kept = found.checked(skip_refused=True)
        assert [(goal.id, goal.parents) for goal in kept.goals] == [("a", ("o",)), ("g", ())]
        assert kept.goals[1].further == (("parent that was refused", "c"),)

    def test_of_our_own_shape_too(self) -> None:
        content = {
            "strategy": {"objectives": [{"id": "o", "text": "Grow"}, {"id": "p"}]},
            "goals": [
                {"id": "g", "text": "", "parent": "o"},
                {"id": "h", "text": "Sell", "parent": "x"},
                {"id": "i", "text": "Sell", "colour": "red"},
            ],
        }
        assert lines(read(json.dumps(content), "p.json")) == [
            "p.json: goals[0]: text: String should have at least 1 character",
            "p.json: goals[1]: parent: 'x' is not the id of an objective or goal, nor the text of one",
            "p.json: goals[2]: colour: Extra inputs are not permitted",
            "p.json: strategy.objectives[1]: text: Field required",
        ]

    def test_a_row_of_too_many_cells(self) -> None:
        found = read("goal,parent\nGrow,\nSell,Grow\nHire,Grow,now\n")
        assert lines(found) == [
            "plan.csv, line 4: has 3 cells under 2 columns; is a quotation mark missing?"
        ]

    def test_a_title_that_is_not_unique(self) -> None:
        found = read("id,goal,parent\n1,Grow,\n2,Grow,\n3,Sell,Grow\n4,Hire,1\n")
        assert lines(found) == [
            "plan.csv, line 4: parent: 'Grow' is the text of 2 entries: name it by its id"
        ]

    def test_a_copy_of_its_parent_is_not_its_own_parent(self) -> None:
        assert parents(read("id,goal,parent\n1,Grow,\n2,Grow,Grow\n")) == {"2": ["1"]}

    def test_no_objective(self) -> None:
        found = read("Goal,Owner\nSell,Ann\nHire,Bob\n")
        with pytest.raises(InvalidGoalSet, match=r"--strategy.*--map type=COLUMN"):
            found.checked()

    def test_no_text(self) -> None:
        with pytest.raises(
            InputError, match=r"no column is the text of a goal; columns: 'a', 'b'.*--map text"
        ):
            read("a,b\n1,2\n")

    @pytest.mark.parametrize(
        ("columns", "said"),
        [({"colour": "a"}, "'colour' is none of id, parent"), ({"text": "z"}, "no column 'z'")],
    )
    def test_bad_mapping(self, columns: Mapping[str, str], said: str) -> None:
        with pytest.raises(InputError, match=said):
            read("a,b\n1,2\n", columns=columns)

    @pytest.mark.parametrize("name", ["plan.pdf", "plan", "plan.doc"])
    def test_unknown_endings(self, name: str) -> None:
        with pytest.raises(UnreadableFile, match="ending"):
            read("x", name)


class TestOptions:
    def test_columns_can_be_mapped(self) -> None:
        found = read(
            "Nr,Was,Wofür,Bis\n1,Wachsen,,\n2,Verkaufen,1,2027-01-31\n",
            columns={"text": "Was", "parent": "Wofür", "due": "Bis"},
        )
        assert parents(found) == {"2": ["1"]}
        assert found.goals[0].due == date(2027, 1, 31)

    def test_a_column_can_be_unmapped(self) -> None:
        found = read("id,goal,parent,owner\n1,A,,\n2,B,1,Ann\n", columns={"owner": ""})
        assert (found.goals[0].owner, found.goals[0].further) == ("", {"owner": "Ann"})

    def test_the_strategy_has_a_file_of_its_own(self) -> None:
        strategy = (b"Strategic objective\nGrow\nDelight\n", "strategy.csv")
        found = read("Goal,Supports\nSell,Grow\nHire,\n", strategy=strategy)
        assert [o.id for o in found.objectives] == ["grow", "delight"]
        assert parents(found) == {"sell": ["grow"], "hire": []}
        assert "strategy.csv: 2 objectives, read from a table" in found.notes

    def test_of_a_goal_set_the_strategy_alone_counts(self) -> None:
        strategy = ((FILES / "outline.csv").read_bytes(), "outline.csv")
        found = read("Goal\nSell\n", strategy=strategy)
        assert [o.text for o in found.objectives] == ["Every pupil reads well by age ten"]
        assert "outline.csv: 3 goals left out" in found.notes

    def test_two_strategies(self) -> None:
        own = {
            "strategy": {"objectives": [{"id": "o", "text": "A"}]},
            "goals": [{"id": "g", "text": "B"}],
        }
        with pytest.raises(InputError, match="leave the file with the strategy out"):
            read(json.dumps(own), "p.json", strategy=(b"Objective\nGrow\n", "s.csv"))

    def test_date_order(self) -> None:
        content = "goal,parent,due\nA,,\nB,A,03/04/2027\n"
        assert read(content, date_order=DateOrder.DMY).goals[0].due == date(2027, 4, 3)
        assert read(content, date_order=DateOrder.MDY).goals[0].due == date(2027, 3, 4)
        found = read(content)
        assert (found.goals[0].due, found.goals[0].further) == (None, {"due": "03/04/2027"})
        assert [(i.place, i.refused) for i in found.issues] == [("plan.csv, line 3", False)]
        assert "--date-order dmy or mdy" in found.issues[0].message


class TestObjectives:
    def test_a_type_decides_over_a_level(self) -> None:
        found = read("id,type,title,level\n1,Strategic pillar,A,company\n2,Key result,B,company\n")
        assert [o.id for o in found.objectives] == ["1"]

    def test_objectives_stand_above_key_results(self) -> None:
        found = read(
            "id,type,title,parent\n1,Objective,A,\n2,Objective,B,\n3,Key Result,C,1\n4,Objective,D,3\n"
        )
        assert [o.id for o in found.objectives] == ["1", "2"]
        assert found.goals[1].further == {"type": "Objective"}

    def test_else_those_with_goals_under_them(self) -> None:
        found = read("id,title,parent\n1,A,\n2,B,1\n3,C,\n")
        assert [o.id for o in found.objectives] == ["1"]
        assert parents(found) == {"2": ["1"], "3": []}
