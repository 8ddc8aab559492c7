"""The ``plumbline`` command: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from kpi_library.library import DATA_DIRECTORY, KpiLibrary
from kpi_library.models import Level
from kpi_library.validation import DEFAULT_RULES
from service import cli
from service.answers import AuditAnswer, KpiSummary, RecommendationAnswer
from service.bootstrap import Application
from service.settings import Settings

OBJECTIVE = "Increase customer base by 30% before the start of next year"
TODAY = ("--today", "2026-11-23")
BREWERY = Path(__file__).parent / "audit" / "brewery.yaml"
COMMAND = str(Path(sys.executable).with_name("plumbline"))
LIMIT_S = 120


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(scope="session")
def home(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this worker, on the model and vectors that all share."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("models", "cache"):
        (folder / name).symlink_to(data_dir / name)
    return folder


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(home))
    monkeypatch.setenv("COLUMNS", "300")

    def command(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["plumbline", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return command


def kept(home: Path) -> int:
    """How many answers the store holds."""
    database = home / "plumbline.sqlite3"
    if not database.exists():
        return 0
    connection = sqlite3.connect(database)
    try:
        count: int = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
    finally:
        connection.close()
    return count


def assert_one_line(ended: Ended, *named: str) -> None:
    """Exit code 2, nothing printed, and one line that says what is wrong."""
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("plumbline: ")
    assert ended.err.count("\n") == 1
    assert "Traceback" not in ended.err
    for name in named:
        assert name in ended.err


class TestRecommend:
    def test_text(self, run: Run) -> None:
        ended = run("recommend", OBJECTIVE, *TODAY)
        assert ended.code == 0
        assert "1. Active customer count" in ended.out
        for label in ("measures", "formula", "target", "needs", "gamed by", "because"):
            assert label in ended.out
        assert "by 30%" in ended.out
        assert "31 December 2026" in ended.out

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
        def fail(*_: object) -> None:
            raise RuntimeError("the sky fell")

        monkeypatch.setattr(cli, "_application", fail)
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


class TestAudit:
    def test_table(self, run: Run) -> None:
        ended = run("audit", BREWERY, *TODAY)
        assert ended.code == 1
        assert "Hollow Oak Brewery" in ended.out
        for word in ("conflict", "orphan", "not_measurable", "reps, savings", "chairs", "vague"):
            assert word in ended.out
        assert "6 of 7 goals hang from the strategy; 1 of 1 objectives are served" in ended.out
        assert "\x1b" not in ended.out

    def test_json_is_a_valid_answer_that_was_stored(self, run: Run, home: Path) -> None:
        before = kept(home)
        ended = run("audit", BREWERY, "--format", "json", *TODAY)
        answer = AuditAnswer.model_validate_json(ended.out)
        assert ended.code == 1
        assert (answer.organisation, answer.objectives, answer.goals) == (
            "Hollow Oak Brewery",
            1,
            7,
        )
        assert {finding.rule for finding in answer.findings} == {
            "conflict", "orphan", "not_measurable"
        }  # fmt: skip
        assert kept(home) == before + 1

    @pytest.mark.parametrize(("format_", "start"), [("html", "<!doctype html>"), ("json", "{")])
    def test_to_a_file(self, run: Run, tmp_path: Path, format_: str, start: str) -> None:
        out = tmp_path / "report"
        ended = run("audit", BREWERY, "--format", format_, "--out", out, *TODAY)
        assert (ended.code, ended.out) == (1, "")
        content = out.read_text("utf-8")
        assert content.lower().startswith(start)
        assert "Reupholster the meeting room chairs" in content

    def test_a_table_in_a_file_has_no_colours(self, run: Run, tmp_path: Path) -> None:
        assert run("audit", BREWERY, "--out", tmp_path / "t.txt", *TODAY).code == 1
        content = (tmp_path / "t.txt").read_text("utf-8")
        assert "\x1b" not in content
        assert "reps, savings" in content

    def test_a_clean_set_exits_with_0(self, run: Run, tmp_path: Path) -> None:
        clean = yaml.safe_load(BREWERY.read_text("utf-8"))
        kept_goals = {"sales", "customers", "output", "reps"}
        clean["goals"] = [goal for goal in clean["goals"] if goal["id"] in kept_goals]
        file = tmp_path / "clean.json"
        file.write_text(json.dumps(clean), "utf-8")
        ended = run("audit", file, *TODAY)
        assert ended.code == 0
        assert "Nothing to find fault with." in ended.out

    def test_findings_below_high_exit_with_0(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "medium.yaml"
        lines = BREWERY.read_text("utf-8").splitlines()
        file.write_text("\n".join(line for line in lines if "savings" not in line), "utf-8")
        ended = run("audit", file, "--format", "json", *TODAY)
        severities = {finding["severity"] for finding in json.loads(ended.out)["findings"]}
        assert severities == {"medium"}
        assert ended.code == 0

    def test_what_others_wrote_does_not_steer_the_terminal(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "set.json"
        text = "Repaint the [bold]canteen[/] :fire: \x1b[31m\x1b]0;title\x07 [/] \\"
        content = {
            "organisation": "[red]x[/] :fire: \x1b[2J",
            "strategy": {"objectives": [{"id": "[o]", "text": "Sell [b]bread[/]"}]},
            "goals": [{"id": "g[/]", "text": text, "owner": "[/] \x9b2J"}],
        }
        file.write_text(json.dumps(content), "utf-8")
        out = run("audit", file, *TODAY).out
        assert "[bold]canteen[/] :fire:" in out
        assert "[red]x[/] :fire:" in out
        assert "g[/]" in out
        assert not any(ord(character) < 32 and character != "\n" for character in out)
        assert "\x9b" not in out

    @pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31", "0"])
    def test_bad_day(self, run: Run, day: str) -> None:
        assert_one_line(run("audit", BREWERY, "--today", day), "--today", day)


ENTRIES = "strategy: {objectives: [{id: o, text: Grow}]}\ngoals:\n"
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (b"organisation: Caf\xe9\n", "UTF-8"),
    "binary": (bytes(range(256)) * 20, "UTF-8"),
    "NUL bytes": (b"goals\0", "NUL"),
    "empty": (b"", "empty"),
    "YAML list": (b"- a\n- b\n", "mapping"),
    "YAML tag": (b"goals: !!python/object/apply:os.system ['true']\n", "tags"),
    "broken YAML": (b"goals: [\n", "plain YAML"),
    "control character": (b"goals: \x1b[31m\n", "control character"),
    "unknown parent": (f"{ENTRIES}- {{id: g, text: Sell, parent: nowhere}}\n".encode(), "nowhere"),
    "cycle": (
        f"{ENTRIES}- {{id: a, text: A, parent: b}}\n- {{id: b, text: B, parent: a}}\n".encode(),
        "cycle",
    ),
    "duplicate ids": (
        f"{ENTRIES}- {{id: g, text: A}}\n- {{id: g, text: B}}\n".encode(),
        "already the id",
    ),
    "no goals": (b"strategy: {objectives: [{id: o, text: Grow}]}\n", "goals"),
    "unknown field": (f"{ENTRIES}- {{id: g, text: A, colour: red}}\n".encode(), "colour"),
    "10 MB": (b"# filler\n" * 1_200_000, "larger than"),
}


class TestAuditOfBadFiles:
    @pytest.mark.parametrize("name", BAD_FILES)
    def test_one_line_and_nothing_stored(
        self, run: Run, home: Path, tmp_path: Path, name: str
    ) -> None:
        content, said = BAD_FILES[name]
        file = tmp_path / "set.yaml"
        file.write_bytes(content)
        before = kept(home)
        assert_one_line(run("audit", file), said)
        assert kept(home) == before

    def test_missing(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "nowhere.yaml"
        assert_one_line(run("audit", file), str(file), "no such file")

    def test_a_folder(self, run: Run, tmp_path: Path) -> None:
        assert_one_line(run("audit", tmp_path), str(tmp_path), "directory")

    @pytest.mark.parametrize("out", ["missing/report.html", "."])
    def test_where_nothing_can_be_written_nothing_is_stored(
        self, run: Run, home: Path, tmp_path: Path, out: str
    ) -> None:
        run("audit", BREWERY, *TODAY)
        before = kept(home)
        assert before > 0
        assert_one_line(run("audit", BREWERY, "--out", tmp_path / out), "folder")
        assert kept(home) == before


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


class TestLibraryValidate:
    def test_the_shipped_library(self, run: Run, library: KpiLibrary) -> None:
        ended = run("library", "validate")
        assert ended.code == 0
        expected = f"{len(DEFAULT_RULES)} rules ran on {len(library)} KPIs: no issues."
        assert expected in ended.out

    def test_a_broken_library(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "library"
        shutil.copytree(DATA_DIRECTORY, folder)
        file = folder / "sales.yaml"
        kpis = yaml.safe_load(file.read_text("utf-8"))
        kpis[0]["counter_metrics"] = ["there-is-no-such-kpi"]
        file.write_text(yaml.safe_dump(kpis), "utf-8")
        ended = run("library", "validate", folder)
        assert ended.code == 1
        assert "there-is-no-such-kpi" in ended.out
        assert kpis[0]["id"] in ended.out

    @pytest.mark.parametrize("content", [None, "- [", "- {id: x}", "just words"])
    def test_no_library(self, run: Run, tmp_path: Path, content: str | None) -> None:
        folder = tmp_path / "library"
        if content is not None:
            folder.mkdir()
            (folder / "sales.yaml").write_text(content, "utf-8")
        assert_one_line(run("library", "validate", folder), str(folder))


def test_the_installed_command_runs(home: Path) -> None:
    ended = subprocess.run(
        [COMMAND, "recommend", ""], capture_output=True, text=True, timeout=LIMIT_S, check=False,
        env={**os.environ, "PLUMBLINE_DATA_DIR": str(home)},
    )  # fmt: skip
    assert_one_line(Ended(ended.returncode, ended.stdout, ended.stderr), "objective")


def test_help_names_every_command(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    for command in ("recommend", "audit", "serve", "kpi", "library"):
        assert command in ended.out
