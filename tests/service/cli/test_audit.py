"""``plumbline audit``: what it prints, and how it ends."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import yaml
from python_calamine import CalamineWorkbook

from service.answers.audit import AuditAnswer
from service.answers.drift import AuditSince, DriftAnswer
from tests.service.cli.running import TODAY, Run, assert_one_line, kept

BREWERY = Path(__file__).parents[1] / "audit" / "brewery.yaml"


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

    def test_workbook(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "audit.xlsx"
        ended = run("audit", BREWERY, "--format", "xlsx", "--out", out, *TODAY)
        assert (ended.code, ended.out) == (1, "")
        assert zipfile.is_zipfile(out)

    def test_a_workbook_is_not_printed(self, run: Run, home: Path) -> None:
        before = kept(home)
        assert_one_line(run("audit", BREWERY, "--format", "xlsx"), "--out", "needs a file")
        assert kept(home) == before

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
        severe = ("savings", "Reupholster")
        kept_lines = (line for line in lines if not any(word in line for word in severe))
        file.write_text("\n".join(kept_lines), "utf-8")
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
    "YAML list": (b"- a\n- b\n", "no column is the text of a goal"),
    "YAML text": (b"just text\n", "mapping"),
    "YAML tag": (b"goals: !!python/object/apply:os.system ['true']\n", "tags"),
    "broken YAML": (b"goals: [\n", "plain YAML"),
    "control character": (b"goals: \x1b[31m\n", "control character"),
    "unknown parent": (f"{ENTRIES}- {{id: g, text: Sell, parent: nowhere}}\n".encode(), "nowhere"),
    "cycle": (f"{ENTRIES}- {{id: a, text: A, parent: a}}\n".encode(), "cycle"),
    "duplicate ids": (
        f"{ENTRIES}- {{id: g, text: A}}\n- {{id: g, text: B}}\n".encode(),
        "already the id",
    ),
    "no goals": (b"strategy: {objectives: [{id: o, text: Grow}]}\n", "goals"),
    "unknown field": (f"{ENTRIES}- {{id: g, text: A, colour: red}}\n".encode(), "colour"),
    "51 MB": (b"# filler line\n" * 3_650_000, "larger than"),
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


class TestSince:
    @pytest.fixture
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        """A goal set, and the same after the strategy was rewritten; of an organisation each."""
        before = yaml.safe_load(BREWERY.read_text("utf-8")) | {"organisation": tmp_path.name}
        for goal in before["goals"]:
            del goal["parent"]
        after = yaml.safe_load(yaml.safe_dump(before))
        after["strategy"]["objectives"][0]["text"] = "Restore medieval church windows"
        paths = tmp_path / "before.yaml", tmp_path / "after.yaml"
        for path, content in zip(paths, (before, after), strict=True):
            path.write_text(yaml.safe_dump(content), "utf-8")
        return paths

    def test_what_a_strategy_edit_did_is_told(self, run: Run, files: tuple[Path, Path]) -> None:
        first = AuditAnswer.model_validate_json(
            run("audit", files[0], "--format", "json", *TODAY).out
        )
        ended = run("audit", files[1], "--since", first.id, *TODAY)
        assert f"({first.id})" in ended.out
        (objective,) = {link.objective for link in first.links}
        assert f"Objective reworded: {objective}" in ended.out
        assert f"Since {objective} was reworded, these " in ended.out
        assert " goals hang from nothing:" in ended.out
        assert "Link lost: " in ended.out
        assert "Alignment score " in ended.out

    def test_last_is_the_audit_before_in_json_too(
        self, run: Run, files: tuple[Path, Path], tmp_path: Path
    ) -> None:
        missing = run("audit", files[0], "--since", "last", *TODAY)
        assert_one_line(missing, "no audit of", tmp_path.name)
        first = AuditAnswer.model_validate_json(
            run("audit", files[0], "--format", "json", *TODAY).out
        )
        run("audit", BREWERY, *TODAY)
        ended = run("audit", files[1], "--since", "last", "--format", "json", *TODAY)
        second = AuditSince.model_validate_json(ended.out)
        assert (second.drift.before.id, second.drift.after.id) == (first.id, second.id)
        (effect,) = second.drift.strategy_effects
        assert len(effect.adrift) >= 5
        ids = [item["id"] for item in json.loads(listed(run, tmp_path.name))["items"]]
        assert ids == [second.id, first.id]
        assert second.id
        assert second.id in run("audits", "list").out
        told = run("audits", "diff", second.id, first.id or "", "--json")
        assert DriftAnswer.model_validate_json(told.out) == second.drift
        history = run("audits", "history", "--organisation", tmp_path.name)
        assert history.out.count("█ ") == 2
        assert "harmony" in history.out

    def test_an_unknown_audit(self, run: Run, home: Path) -> None:
        before = kept(home)
        assert_one_line(run("audit", BREWERY, "--since", "nothing", *TODAY), "nothing")
        assert_one_line(run("audits", "diff", "nothing", "nothing"), "nothing")
        assert kept(home) == before

    def test_report_and_workbook_show_the_changes(
        self, run: Run, files: tuple[Path, Path], tmp_path: Path
    ) -> None:
        run("audit", files[0], *TODAY)
        report = run("audit", files[1], "--since", "last", "--format", "html", *TODAY).out
        assert "What changed since" in report
        assert " goals hang from nothing</strong>" in report
        assert "Score over time" in report
        out = tmp_path / "audit.xlsx"
        run("audit", files[0], "--since", "last", "--format", "xlsx", "--out", out, *TODAY)
        book = CalamineWorkbook.from_path(out)
        assert book.sheet_names[-2:] == ["Changes", "History"]
        assert len(book.get_sheet_by_name("History").to_python()) == 4


def test_a_dismissed_finding_does_not_fail_the_job(run: Run, tmp_path: Path) -> None:
    content = yaml.safe_load(BREWERY.read_text("utf-8")) | {"organisation": tmp_path.name}
    file = tmp_path / "set.yaml"
    file.write_text(yaml.safe_dump(content), "utf-8")
    first = run("audit", file, "--format", "json", *TODAY)
    assert first.code == 1
    high = [
        f.id for f in AuditAnswer.model_validate_json(first.out).findings if f.severity == "high"
    ]
    assert high
    for finding in high:
        assert finding in run("findings", "list").out
        given = run("findings", "dismiss", finding, "--reason", "[b]Known[/]", "--by", "Ann")
        assert (given.code, "[b]Known[/]" in given.out) == (0, True)
    ended = run("audit", file, *TODAY)
    assert ended.code == 0
    assert f"{len(high)} dismissed." in ended.out
    assert ended.out.count("[b]Known[/]") == len(high)
    mine = ("--organisation", tmp_path.name)
    shown = run("findings", "list", *mine)
    assert f"{len(high)} dismissed, of {tmp_path.name}" in shown.out
    assert run("findings", "list", *mine, "--dismissed").out.count("Ann") == len(high)
    for finding in high:
        assert run("findings", "restore", finding, *mine).code == 0
    assert "Nothing is dismissed." in run("findings", "list", *mine, "--dismissed").out
    assert run("audit", file, *TODAY).code == 1


def test_a_finding_that_the_newest_audit_does_not_have(run: Run) -> None:
    run("audit", BREWERY, *TODAY)
    dismissed = run("findings", "dismiss", "nothing", "--reason", "Known")
    assert_one_line(dismissed, "no finding with id 'nothing'")
    assert_one_line(run("findings", "restore", "nothing"), "nothing")
    assert_one_line(run("findings", "list", "--organisation", "Nobody"), "no audit of 'Nobody'")


def listed(run: Run, organisation: str) -> str:
    return run("audits", "list", "--organisation", organisation, "--json").out
