"""``plumbline cascade``: what it prints, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.answers.cascade import CascadeAnswer
from tests.service.cli.running import OBJECTIVE, TODAY, Run, assert_one_line, kept

GOALS = """
organisation: Retainer company
strategy:
  objectives: [{id: company, text: Be the leading teeth retainer provider by 2030}]
goals:
  - {id: m, owner: Marketing, text: Increase customer base by 30%, parent: company}
  - {id: s, owner: Sales, text: Increase sales by 80%, parent: company}
"""


class TestCascade:
    def test_text(self, run: Run) -> None:
        ended = run("cascade", OBJECTIVE, "--to", "sales,marketing", "--to", "hr,zzyzx", *TODAY)
        assert ended.code == 0
        assert "measured by" in ended.out
        assert "so that the active customer count rises" in ended.out
        assert "by 30% by 31 December 2026" in ended.out
        assert "(active-customer-count.drivers[" in ended.out
        assert "Unknown: zzyzx" in ended.out

    def test_json_is_a_valid_answer_that_was_stored(self, run: Run, home: Path) -> None:
        before = kept(home)
        ended = run("cascade", OBJECTIVE, "--to", "sales", "--down", "team", "--json", *TODAY)
        (cascade,) = CascadeAnswer.model_validate_json(ended.out).cascades
        assert cascade.units[0].children[0].unit == "sales, each team"
        assert kept(home) == before + 1

    def test_a_goal_set_is_compared_with_its_goals(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "goals.yaml"
        file.write_text(GOALS, encoding="utf-8")
        ended = run("cascade", file, "--json", *TODAY)
        (cascade,) = CascadeAnswer.model_validate_json(ended.out).cascades
        assert [unit.unit for unit in cascade.units] == ["Marketing", "Sales"]
        assert cascade.warnings  # an ambition is read as what it is measured by, and that is said
        near = cascade.units[0].written[0].close_to
        assert near is not None
        assert near.id == "active-customer-count"

    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            pytest.param([OBJECTIVE], "to", id="no department"),
            pytest.param([OBJECTIVE, "--to", "x", "--down", "galaxy"], "--down", id="level"),
            pytest.param(["missing.yaml", "--to", "sales"], "missing.yaml", id="no file"),
            pytest.param(["", "--to", "sales"], "objective", id="empty"),
            pytest.param(["a" * 100_000, "--to", "sales"], "objective", id="100,000 characters"),
        ],
    )
    def test_bad_input_is_one_line(self, run: Run, arguments: list[str], named: str) -> None:
        assert_one_line(run("cascade", *arguments), named)
