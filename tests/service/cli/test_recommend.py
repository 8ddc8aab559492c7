"""``plumbline recommend``: what it prints, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_library.library import KpiLibrary
from kpi_library.models import Level
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from service.settings import Settings
from tests.service.cli.running import (
    COMMAND,
    LIMIT_S,
    OBJECTIVE,
    TODAY,
    Run,
    assert_one_line,
    kept,
)


class TestRecommend:
    def test_text(self, run: Run) -> None:
        ended = run("recommend", OBJECTIVE, *TODAY)
        assert ended.code == 0
        assert "1. Active customer count" in ended.out
        for label in ("measures", "formula", "target", "needs", "gamed by", "because"):
            assert label in ended.out
        assert "by 30%" in ended.out
        assert "31 December 2026" in ended.out

    def test_constraints_and_explanation(self, run: Run, tmp_path: Path) -> None:
        past = tmp_path / "past.csv"
        past.write_text("period,value\n2026-01,900\n2026-Q2,950\n", "utf-8")
        ended = run(
            "recommend", OBJECTIVE, "--must-include", "voluntary-turnover-rate", "--exclude",
            "customer-churn-rate", "--data-source", "billing", "--explain", *TODAY,
        )  # fmt: skip
        assert ended.code == 0
        for words in ("1. Voluntary turnover rate", "You asked for it.", "new data", "Left out"):
            assert words in ended.out
        assert "Customer churn rate customer-churn-rate" not in ended.out
        mixed = run("recommend", OBJECTIVE, "--history", str(past), *TODAY)
        assert mixed.code == 2
        assert "history[1].period: is a quarter among values by month" in mixed.err

    def test_json_is_a_valid_answer_that_was_stored(self, run: Run, home: Path) -> None:
        before = kept(home)
        ended = run("recommend", OBJECTIVE, "--json", *TODAY)
        answer = RecommendationAnswer.model_validate_json(ended.out)
        assert ended.code == 0
        assert answer.objective.text == OBJECTIVE
        assert answer.id is not None
        assert answer.created_at is not None
        assert kept(home) == before + 1

    def test_k_domain_and_level_narrow_the_answer(self, run: Run, library: KpiLibrary) -> None:
        arguments = ("-k", "2", "--domain", "people", "--level", "department", "--json", *TODAY)
        ended = run("recommend", "Reduce employee turnover by 10% by 2028", *arguments)
        found = RecommendationAnswer.model_validate_json(ended.out).recommendations
        assert 1 <= len(found) <= 2
        assert {item.domain for item in found} == {"people"}
        assert all(Level.DEPARTMENT in library[item.id].levels for item in found)

    def test_dates_are_read_as_on_the_given_day(self, run: Run) -> None:
        for day, deadline in (("2026-11-23", "2026-12-31"), ("2031-02-03", "2031-12-31")):
            ended = run("recommend", OBJECTIVE, "--json", "--today", day)
            assert json.loads(ended.out)["objective"]["deadline"] == deadline

    def test_abstaining_is_no_error(self, run: Run) -> None:
        ended = run("recommend", "asdf qwer zxcv")
        assert ended.code == 0
        assert ended.out.startswith("No KPI recommended. ")

    def test_markup_is_no_markup(self, run: Run) -> None:
        objective = "Increase [bold]customer[/] base :fire: by 30% [link=http://x]now[/link]"
        ended = run("recommend", objective, "--json", *TODAY)
        assert json.loads(ended.out)["objective"]["text"] == objective
        assert run("recommend", f"{objective} [/]", *TODAY).code == 0

    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            pytest.param([""], ["objective"], id="empty"),
            pytest.param(["   "], ["objective"], id="blank"),
            pytest.param(["a" * 100_000], ["objective", "2000"], id="100,000 characters"),
            pytest.param(
                [OBJECTIVE, "--domain", "astrology"], ["astrology", "marketing"], id="domain"
            ),
            pytest.param([OBJECTIVE, "--level", "galaxy"], ["level", "department"], id="level"),
            pytest.param([OBJECTIVE, "-k", "0"], ["k", "1"], id="k 0"),
            pytest.param([OBJECTIVE, "-k", "21"], ["k", "20"], id="k 21"),
            pytest.param([OBJECTIVE, "--today", "tomorrow"], ["--today", "tomorrow"], id="no date"),
            pytest.param([OBJECTIVE, "--today", "2026-02-30"], ["--today"], id="no such day"),
            pytest.param([OBJECTIVE, "--today", "0"], ["--today"], id="a number for a date"),
            pytest.param([OBJECTIVE, "--today", "0001-01-01"], ["--today"], id="long ago"),
        ],
    )
    def test_bad_input(self, run: Run, home: Path, arguments: list[str], named: list[str]) -> None:
        before = kept(home)
        assert_one_line(run("recommend", *arguments), *named)
        assert kept(home) == before

    def test_unreadable_settings(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PLUMBLINE_PORT", "abc")
        assert_one_line(run("recommend", OBJECTIVE), "PLUMBLINE_PORT", "integer")

    def test_what_nobody_foresaw_is_one_line_and_exit_3(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("the sky fell")

        # The package's attribute of that name is the command itself.
        module = sys.modules["service.cli.recommend"]
        monkeypatch.setattr(module, "open_application", fail)
        ended = run("recommend", OBJECTIVE)
        assert (ended.code, ended.out) == (3, "")
        assert ended.err == "plumbline: unexpected RuntimeError: the sky fell\n"

    def test_a_library_folder_without_library(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PLUMBLINE_LIBRARY_DIR", str(tmp_path))
        assert_one_line(run("recommend", OBJECTIVE), str(tmp_path))

    def test_the_answer_is_the_same_while_another_process_holds_the_index(
        self, run: Run, home: Path
    ) -> None:
        arguments = ["recommend", OBJECTIVE, "--json", *TODAY]

        def content(printed: str) -> dict[str, object]:
            answer: dict[str, object] = json.loads(printed)
            return {k: v for k, v in answer.items() if k not in ("id", "created_at")}

        alone = content(run(*arguments).out)
        with Application(Settings(data_dir=home)) as holder:
            assert holder.recommender
            other = subprocess.run(
                [COMMAND, *arguments], capture_output=True, text=True, timeout=LIMIT_S, check=False
            )
        assert other.returncode == 0
        assert content(other.stdout) == alone
