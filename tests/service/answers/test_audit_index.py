from __future__ import annotations

from service.answers.alignment_map import ADRIFT, alignment_map
from service.answers.audit_index import NO_OWNER, STRATEGY_OWNER, AuditIndex
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from tests.service.hospital_audit import AUDIT, GOAL_SET

INDEX = AuditIndex(AUDIT, GOAL_SET)


def test_severe_then_sure_then_wide_findings_come_first() -> None:
    def of(number: int, severity: str, confidence: float, goals: list[str]) -> object:
        update = {"id": str(number), "severity": severity, "confidence": confidence}
        return AUDIT.findings[0].model_copy(update={**update, "goals": goals})

    jumbled = [
        of(1, "low", 0.9, ["falls"]),
        of(2, "high", 0.5, ["falls"]),
        of(3, "high", 0.8, ["falls"]),
        of(4, "high", 0.8, ["falls", "beds"]),
        of(5, "medium", 1, ["falls"]),
    ]
    index = AuditIndex(AUDIT.model_copy(update={"findings": jumbled}), GOAL_SET)
    assert [finding.id for finding in index.findings] == ["4", "3", "2", "5", "1"]


def test_dismissed_findings_stand_apart() -> None:
    assert [finding.goals for finding in INDEX.dismissed] == [["gala"]]
    assert "gala" not in INDEX.findings_on
    assert len(INDEX.findings) + len(INDEX.dismissed) == len(AUDIT.findings)


def test_who_has_to_act() -> None:
    by_rule = {finding.rule: INDEX.owners(finding) for finding in INDEX.findings}
    assert by_rule["conflict"] == ("Finance", "Human resources")
    assert by_rule["weak_target"] == ("Nursing",)
    assert by_rule["copy_of_parent"] == ("Human resources",)
    # A goal more is for the strategy's owner to ask for, not for those who have set theirs.
    assert by_rule["uncovered"] == ("Medical director",)
    assert by_rule["thin_coverage"] == (STRATEGY_OWNER,)
    assert by_rule["concentration"] == ("Chief operating officer",)


def test_a_finding_stands_where_it_is_mended() -> None:
    on = {entry: [f.rule for f in found] for entry, found in INDEX.findings_on.items()}
    assert on["access"] == ["concentration"]
    assert on["people"] == ["thin_coverage"]
    assert "safety" not in on  # the weak target is for the goal under it to mend
    assert on["falls"] == ["weak_target"]
    assert on["hire"] == ["conflict"]


def test_owner_that_nobody_named() -> None:
    goal_set = GoalSet("", (StrategicObjective("o", "Grow"),), (Goal("g", "Sell"),))
    index = AuditIndex(AUDIT.model_copy(update={"findings": [], "links": []}), goal_set)
    assert (index.owner("g"), index.owner("o")) == (NO_OWNER, STRATEGY_OWNER)
    assert index.unlinked == goal_set.goals


def test_links_come_strongest_first() -> None:
    assert [link.objective for link in INDEX.links_from["hire"]] == ["people", "access"]
    scores = [link.score for link in INDEX.links_to["access"]]
    assert scores == sorted(scores, reverse=True)


def test_map_counts_a_goal_once() -> None:
    aligned = alignment_map(INDEX)
    assert aligned.objectives == ("access", "safety", "people", "finance", "research")
    assert len(aligned.owners) == 12
    assert aligned.goals["safety", "Pharmacy"] == {"meds", "alerts"}
    assert aligned.goals[ADRIFT, "Facilities"] == {"synergy"}
    assert ("research", "IT") not in aligned.goals
    everyone = aligned.within(aligned.objectives, ["Human resources"])
    assert everyone == {"exit", "hire", "stay"}
    assert aligned.by_owner["Facilities"] == {"arabic", "synergy"}
    assert aligned.by_objective[ADRIFT] == {"gala", "synergy", "portal"}
    assert aligned.high == {"beds", "freeze", "hire", "synergy", "research"}
