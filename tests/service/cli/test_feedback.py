"""``plumbline feedback``: given, heeded, listed, undone."""

from __future__ import annotations

import json
import re

import pytest

from service.answers.recommendation import RecommendationAnswer
from tests.service.cli.running import TODAY, Run, assert_one_line

CHURN = "Reduce customer churn by a third by Q4 2027"
FOR = ("--objective", CHURN)
KPI = "customer-churn-rate"


def asked(run: Run, organisation: str) -> RecommendationAnswer:
    ended = run("recommend", CHURN, "--json", "--organisation", organisation, *TODAY)
    answer = RecommendationAnswer.model_validate_json(ended.out)
    return answer.model_copy(update={"id": None, "created_at": None})


def test_a_rejection_is_heeded_until_it_is_undone(run: Run) -> None:
    ours = ("--organisation", "Bakery")
    before = asked(run, "Bakery")
    assert KPI in [item.id for item in before.recommendations]
    given = run("feedback", "reject", "Customer Churn Rate", *FOR, *ours, "--reason", "[b]No[/]")
    assert given.code == 0
    assert f"Kept: rejected {KPI} for “{CHURN}” ([b]No[/])" in given.out
    shown = run("recommend", CHURN, *ours, *TODAY)
    assert f"{KPI} rejected for “{CHURN}” ([b]No[/]): -2.00 log-odds" in shown.out
    assert "out of the answer" in shown.out
    assert asked(run, "Grocer") == before
    listed = run("feedback", "list", *ours)
    assert "[b]No[/]" in listed.out
    (one,) = json.loads(run("feedback", "list", *ours, "--json").out)
    assert one["id"] in given.out
    assert run("feedback", "undo", one["id"]).code == 0
    assert asked(run, "Bakery") == before
    assert run("feedback", "list", *ours).out == "No feedback yet.\n"


def test_an_edit_and_an_acceptance_are_shown_on_their_cards(run: Run) -> None:
    ours = ("--organisation", "Editors")
    second = asked(run, "Editors").recommendations[1].id
    run("feedback", "accept", second, *FOR, *ours)
    run("feedback", "edit", KPI, *FOR, *ours, "--name", "Readers lost", "--target", "Lose 40.")
    shown = run("recommend", CHURN, *ours, *TODAY)
    for words in ("Readers lost", "library name", "Customer churn rate", "Lose 40."):
        assert words in shown.out
    for id_ in re.findall(r"undo ([0-9a-f]{32})", shown.out):
        run("feedback", "undo", id_)
    assert run("feedback", "list", *ours).out == "No feedback yet.\n"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["reject", "warp factor", *FOR], ["warp factor"]),
        (["reject", KPI, "--objective", " "], ["objective"]),
        (["accept", KPI, *FOR, "--reason", "x" * 1001], ["reason", "1000"]),
        (["edit", KPI, *FOR], ["name", "definition", "target"]),
        (["accept", KPI, *FOR, "--organisation", "x" * 101], ["organisation", "100"]),
        (["undo", "nothing"], ["nothing"]),
    ],
)
def test_bad_input(run: Run, arguments: list[str], named: list[str]) -> None:
    assert_one_line(run("feedback", *arguments), *named)
