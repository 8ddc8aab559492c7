"""Goal sets from files: dry run, mapping, refused rows, conversion."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.adapters.exporters.goal_sets.formats import WRITERS, GoalSetFormat
from service.adapters.importers.goal_sets.reading import read_goal_file
from tests.service.adapters.importers.goal_sets.test_reading import FILES
from tests.service.cli.running import TODAY, Run, assert_one_line, kept

VIVA = FILES / "viva_goals.csv"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "goals.csv"
    file.write_text("id,goal,parent,size\n1,Grow,,\n2,Sell 5 boats by 2030,1,XL\n3,,1,\n4,Dig,9,\n")
    return file


class TestDryRun:
    def test_shows_what_was_recognised(self, run: Run, home: Path) -> None:
        before = kept(home)
        ended = run("audit", VIVA, "--dry-run")
        assert ended.code == 0
        for said in (
            "Read as Viva Goals", "id from Row ID", "kept without meaning: Status", "1 objectives",
            "2 goals, 0 without parent", "under 1, 2", "0 entries refused",
        ):  # fmt: skip
            assert said in ended.out
        assert kept(home) == before

    def test_names_refused_rows(self, run: Run, faulty: Path) -> None:
        out = run("audit", faulty, "--dry-run").out
        assert "refused goals.csv, line 4: column 'goal' is empty" in out
        assert "refused goals.csv, line 5: parent: '9'" in out
        assert "2 entries refused" in out

    def test_shows_the_columns_even_without_objectives(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "goals.csv"
        file.write_text("Goal,Owner\nSell,Ann\n")
        ended = run("audit", file, "--dry-run")
        assert ended.code == 2
        assert "text from Goal" in ended.out
        assert "--strategy" in ended.err


class TestAudit:
    def test_a_spreadsheet(self, run: Run) -> None:
        ended = run("audit", FILES / "plan.csv", *TODAY)
        assert ended.code in (0, 1)
        assert "of 3 goals hang from the strategy" in ended.out
        assert "Read as an indented outline: 2 objectives, 3 goals, 0 refused" in ended.err

    def test_refused_rows_stop_it(self, run: Run, home: Path, faulty: Path) -> None:
        before = kept(home)
        ended = run("audit", faulty)
        assert (ended.code, ended.out) == (2, "")
        assert "goals.csv, line 4" in ended.err
        assert "goals.csv, line 5" in ended.err
        assert "--skip-refused" in ended.err
        assert kept(home) == before
        assert "of 1 goals" in run("audit", faulty, "--skip-refused", *TODAY).out

    def test_with_a_strategy_of_its_own(self, run: Run, tmp_path: Path) -> None:
        strategy, goals = tmp_path / "strategy.txt", tmp_path / "goals.csv"
        strategy.write_text("Objective\nGrow sales\n")
        goals.write_text("Was,Chef\nSell 5 boats by 2030,Ann\n")
        given = ("--strategy", strategy, "--map", "text=Was", "--map", "owner=Chef")
        assert "of 1 goals" in run("audit", goals, *given, *TODAY).out

    def test_one_refused_row_is_one_line(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "goals.csv"
        file.write_text("id,goal,parent\n1,Grow,\n2,Sell,1\n3,Dig,9\n")
        assert_one_line(run("audit", file), "goals.csv, line 4", "'9'", "--skip-refused")

    @pytest.mark.parametrize("mapped", ["owner", "=Title", "owner=Nothing", "colour=Title"])
    def test_bad_mapping(self, run: Run, mapped: str) -> None:
        assert_one_line(run("audit", VIVA, "--map", mapped))


class TestConvert:
    @pytest.mark.parametrize("format_", GoalSetFormat)
    def test_to_every_format_and_back(self, run: Run, tmp_path: Path, format_: str) -> None:
        writer = WRITERS[GoalSetFormat(format_)]
        out = tmp_path / f"goals{writer.suffix}"
        ended = run("goals", "convert", VIVA, "--to", format_, "--out", out)
        assert (ended.code, ended.out) == (0, "")
        assert "1 objectives and 2 goals written" in ended.err
        again, first = read_goal_file(out).checked(), read_goal_file(VIVA).checked()
        assert [(g.id, g.text, g.parents, g.owner, g.due) for g in again.goals] == [
            (g.id, g.text, g.parents, g.owner, g.due) for g in first.goals
        ]

    def test_refused_rows_write_nothing(self, run: Run, tmp_path: Path, faulty: Path) -> None:
        out = tmp_path / "out.csv"
        assert run("goals", "convert", faulty, "--to", "csv", "--out", out).code == 2
        assert not out.exists()

    def test_what_has_no_place_is_said(self, run: Run, tmp_path: Path) -> None:
        ended = run("goals", "convert", FILES / "stratml_part_2.xml", "--to", "csv", "--out",
                    tmp_path / "x.csv")  # fmt: skip
        assert "csv has no place for the organisation's name" in ended.err
