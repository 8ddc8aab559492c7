"""What votes make of findings and near misses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.audit.claims import REPORTED, SURE, adjudicated
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.rules.conflict import conflict
from service.domain.audit import Evidence, Finding, Severity
from service.domain.goal_set import Goal
from service.domain.llm import Failure
from tests.service.audit.replies import Sayer, holding, lines, model
from tests.service.audit.sets import context_of, set_of

GOALS = (
    Goal("shops", "Open two shops in the north", ("grow",), "Sales"),
    Goal("rent", "Cut the rent of shops", ("grow",), "Finance"),
)


def context() -> AuditContext:
    return context_of(set_of(*GOALS))


def made(
    rule: str = "duplicate", confidence: float = 0.7, severity: Severity = Severity.MEDIUM
) -> Finding:
    return finding(
        context(), rule, severity, confidence, ["shops", "rent"], [], "They are one.", "Keep one."
    )


def judged(found: Finding, say: Sayer | Failure | None) -> list[Finding]:
    return adjudicated(model(claims=say).session(), context(), [found])


def test_agreement_raises_confidence_and_is_told() -> None:
    (found, *_) = judged(made(), holding(True))
    assert found.confidence > 0.9
    assert found.message == "They are one. A language model agrees: “Open two shops”."
    assert found.id == made().id


def test_disagreement_lowers_it_or_drops_what_is_improbable() -> None:
    (kept,) = judged(made(), holding(False, "low"))
    assert REPORTED < kept.confidence < made().confidence
    assert kept.message.endswith("A language model doubts it: “Open two shops”.")
    assert judged(made(), holding(False)) == []


def test_a_severe_finding_is_never_dropped() -> None:
    (kept,) = judged(made("conflict", 0.5, Severity.HIGH), holding(False))
    assert kept.severity is Severity.HIGH
    assert kept.confidence < REPORTED


@pytest.mark.parametrize("rule", ["late", "weak_target", "uncovered", "level_skipped"])
def test_what_reading_cannot_settle_is_not_asked(rule: str) -> None:
    assert judged(made(rule), holding(False)) == [made(rule)]


def test_what_is_surer_than_a_vote_is_not_asked() -> None:
    sure = made(confidence=SURE + 0.01)
    assert judged(sure, holding(False)) == [sure]
    assert judged(replace(sure, confidence=SURE - 0.01), holding(False)) != [sure]


def test_links_that_were_voted_on_are_not_asked_about_again() -> None:
    fake = model(claims=holding(False))
    found = finding(context(), "orphan", Severity.MEDIUM, 0.7, ["shops"], [], "m", "f")
    assert found in adjudicated(fake.session(), context(), [found], voted={"shops"})
    assert found not in adjudicated(fake.session(), context(), [found])
    assert "orphan | G1 O1 O2" in fake.calls[1].user


@pytest.mark.parametrize("say", [*Failure, None])
def test_without_votes_findings_stay_as_they_are(say: Failure | None) -> None:
    assert judged(made(), say) == [made()]


def test_a_near_miss_that_the_model_bears_out_is_marked_and_not_severe() -> None:
    found = adjudicated(model(claims=holding(True)).session(), context(), [])
    assert [(f.rule, f.severity) for f in found] == [
        ("conflict", Severity.MEDIUM),
        ("duplicate", Severity.LOW),
    ]
    for proposed in found:
        assert proposed.message.startswith("A language model alone reads that ")
        assert REPORTED <= proposed.confidence < judged(made(), holding(True))[0].confidence
        assert "Finance" in proposed.fix
        assert "Sales" in proposed.fix


@pytest.mark.parametrize("say", [holding(False), holding(True, "medium")])
def test_a_near_miss_that_it_does_not_bear_out_is_nothing(say: Sayer) -> None:
    assert adjudicated(model(claims=say).session(), context(), []) == []


def test_a_near_miss_has_the_id_that_the_rule_would_give_it() -> None:
    read = context_of(
        set_of(Goal("a", "Cut the sales team by 20%"), Goal("b", "Grow the sales team by 15%"))
    )
    (by_rule,) = (found for found in conflict(read) if found.goals == ("a", "b"))
    proposed = adjudicated(model(claims=holding(True)).session(), read, [])
    assert by_rule.id in {found.id for found in proposed}


def test_a_claim_shows_what_it_is_about() -> None:
    read = context()
    found = [
        finding(
            read, "thin_coverage", Severity.MEDIUM, 0.6, [], ["grow"], "m", "f",
            [Evidence("objectives.grow", "revenue")],
        ),
        finding(
            read, "wrong_parent", Severity.MEDIUM, 0.6, ["rent"], ["grow"], "m", "f",
            [read.quote("people")], better="people",
        ),
        finding(read, "vanity_metric", Severity.LOW, 0.6, ["shops"], [], "m", "f"),
        finding(
            read, "wrong_kpi", Severity.MEDIUM, 0.6, ["rent"], [], "m", "f",
            [Evidence("goals.rent.kpi", "square metres")],
        ),
    ]  # fmt: skip
    fake = model()
    adjudicated(fake.session(), read, found)
    shown = lines(fake.calls[0])
    alias = {text: name for name, text in shown.items() if name[0] != "C"}
    shops, rent = alias[GOALS[0].text], alias[GOALS[1].text]
    grow, people = alias["Grow revenue by 40% by 2028"], alias["Keep the people who work here"]
    claims = {text for name, text in shown.items() if name[0] == "C"}
    assert claims == {
        f"thin_coverage | {rent} {shops} {grow} | revenue",
        f"wrong_parent | {rent} {grow} {people}",
        f"vanity_metric | {shops} {grow}",
        f"wrong_kpi | {rent} | square metres",
        f"conflict | {rent} {shops}",
        f"duplicate | {rent} {shops}",
    }


def test_findings_and_near_misses_share_a_small_budget() -> None:
    goals = [Goal(f"g{n}", f"Sell {n} loaves of kind {n:b}") for n in range(60)]
    read = context_of(set_of(*goals))
    found = [
        finding(read, "vanity_metric", Severity.LOW, 0.6, [goal.id], [], "m", "f") for goal in goals
    ]
    fake = model()
    adjudicated(fake.session(8_000), read, found)
    (call,) = fake.calls
    kinds = [line.split(" | ")[0] for name, line in lines(call).items() if name[0] == "C"]
    assert kinds.count("vanity_metric") == kinds.count("conflict") == len(kinds) / 2
