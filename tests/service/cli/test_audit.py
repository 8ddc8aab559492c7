"""``plumbline audit``: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from service.answers.audit import AuditAnswer
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
