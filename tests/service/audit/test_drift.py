from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.drift import drift
from service.domain.audit import Audit, Evidence, Finding, Link, Score, ScorePart, Severity
from service.domain.drift import Entry, MovedGoal, Renaming, Rewording
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from tests.service.audit.sets import TODAY

STRATEGY = {"grow": "Grow revenue", "people": "Keep our people"}
GOALS = {"a": "Sell more bread", "b": "Sell more cake", "c": "Hire bakers"}
LINKS = {"a": ["grow"], "b": ["grow"], "c": ["people"]}


def audit(
    goals: Mapping[str, str] = GOALS,
    links: Mapping[str, Sequence[str]] = LINKS,
    strategy: Mapping[str, str] = STRATEGY,
    findings: Sequence[Finding] = (),
    score: Score | None = None,
) -> Audit:
    goal_set = GoalSet(
        "Bakery",
        tuple(StrategicObjective(*entry) for entry in strategy.items()),
        tuple(Goal(*entry) for entry in goals.items()),
    )
    held = tuple(Link(goal, up, 0.9) for goal, all_ in links.items() for up in all_)
    return Audit(goal_set, TODAY, held, tuple(findings), (), "library", "model@1", score)


def found(id_: str, rule: str, *goals: str) -> Finding:
    evidence = (Evidence("goals", "words"),)
    return Finding(id_, rule, Severity.HIGH, 0.9, goals, (), evidence, "wrong", "mend it")


def test_nothing_changed() -> None:
    same = drift(audit(findings=[found("1", "orphan", "a")]), audit(findings=[found("1", "x")]))
    changes = (*vars(same.goals).values(), *vars(same.objectives).values())
    assert not any(changes)
    assert (same.lost, same.won, same.new, same.settled, same.effects) == ((), (), (), (), ())


def test_goals_added_gone_reworded_and_renamed() -> None:
    after = {"a": "Sell far more bread", "x": "Hire  bakers", "new": "Paint the shop"}
    changes = drift(audit(), audit(after, {})).goals
    assert changes.added == (Entry("new", "Paint the shop"),)
    assert changes.gone == (Entry("b", "Sell more cake"),)
    assert changes.reworded == (Rewording("a", "Sell more bread", "Sell far more bread"),)
    assert changes.renamed == (Renaming("c", "x", "Hire  bakers"),)


def test_ids_that_are_line_numbers_may_shift() -> None:
    before = {"1": "Sell more bread", "2": "Sell more cake", "3": "Hire bakers"}
    after = {"1": "Paint the shop", **{str(int(n) + 1): text for n, text in before.items()}}
    links = {"1": ["grow"], "2": ["grow"], "3": ["people"]}
    shifted = {"2": ["grow"], "3": ["grow"], "4": ["people"]}
    changed = drift(audit(before, links), audit(after, shifted))
    assert changed.goals.added == (Entry("1", "Paint the shop"),)
    assert (changed.goals.gone, changed.goals.reworded) == ((), ())
    assert [(one.before, one.after) for one in changed.goals.renamed] == [
        ("1", "2"), ("2", "3"), ("3", "4")
    ]  # fmt: skip
    assert (changed.lost, changed.won) == ((), ())


def test_letter_case_and_blanks_are_no_rewording() -> None:
    after = {**GOALS, "a": "sell  more Bread"}
    assert drift(audit(), audit(after)).goals.reworded == ()


def test_links_of_goals_in_both_are_lost_and_won() -> None:
    after = {"a": "Sell more bread", "c": "Hire bakers", "new": "Sell rolls"}
    changed = drift(audit(), audit(after, {"a": ["people"], "c": ["people"], "new": ["grow"]}))
    assert [(link.goal, link.objective) for link in changed.lost] == [("a", "grow")]
    assert [(link.goal, link.objective) for link in changed.won] == [("a", "people")]


def test_a_finding_on_a_reworded_or_renamed_goal_is_not_new() -> None:
    before = audit(findings=[found("1", "orphan", "a"), found("2", "conflict", "b", "c")])
    after = audit(
        {"a": "Bake", "b": "Sell more cake", "x": "Hire bakers"},
        findings=[found("3", "orphan", "a"), found("4", "conflict", "x", "b")],
    )
    assert (drift(before, after).new, drift(before, after).settled) == ((), ())


def test_findings_new_and_settled() -> None:
    first, second = found("1", "orphan", "a"), found("2", "conflict", "a", "b")
    changed = drift(audit(findings=[first]), audit(findings=[second]))
    assert (changed.new, changed.settled) == ((second,), (first,))


def test_what_a_reworded_objective_did_to_goals_that_nobody_touched() -> None:
    strategy = {**STRATEGY, "grow": "Open shops in Spain"}
    after = audit({**GOALS, "c": "Hire more bakers"}, {"b": ["people"], "c": ["people"]}, strategy)
    (effect,) = drift(audit(), after).effects
    assert (effect.objective, effect.before, effect.after) == (
        "grow", "Grow revenue", "Open shops in Spain"
    )  # fmt: skip
    assert effect.adrift == (Entry("a", "Sell more bread"),)
    assert effect.moved == (MovedGoal(Entry("b", "Sell more cake"), ("people",)),)


def test_what_a_removed_objective_did() -> None:
    after = audit(links={"c": ["people"]}, strategy={"people": "Keep our people"})
    (effect,) = drift(audit(), after).effects
    assert (effect.objective, effect.after) == ("grow", None)
    assert [goal.id for goal in effect.adrift] == ["a", "b"]


def test_a_reworded_goal_is_no_effect_of_the_strategy() -> None:
    strategy = {**STRATEGY, "grow": "Grow our revenue"}
    after = audit({**GOALS, "a": "Paint"}, {"b": ["grow"], "c": ["people"]}, strategy)
    assert drift(audit(), after).effects == ()


def test_a_renamed_objective_changes_no_links() -> None:
    strategy = {"g1": "Grow revenue", "people": "Keep our people"}
    after = audit(links={"a": ["g1"], "b": ["g1"], "c": ["people"]}, strategy=strategy)
    changed = drift(audit(), after)
    assert changed.objectives.renamed == (Renaming("grow", "g1", "Grow revenue"),)
    assert (changed.lost, changed.won, changed.effects) == ((), (), ())


def test_the_score_moves_by_its_parts() -> None:
    def scored(linked: float, **more: float) -> Score:
        values = {"linked": linked, **more}
        weight = 1 / len(values)
        parts = tuple(ScorePart(name, value, weight, "") for name, value in values.items())
        return Score(round(100 * sum(values.values()) * weight, 1), parts)

    moved = drift(audit(score=scored(0.5, served=1)), audit(score=scored(0.8, served=0.9))).score
    assert moved is not None
    assert (moved.before, moved.after, moved.change) == (75, 85, 10)
    assert {part.name: part.points for part in moved.parts} == {"linked": 15, "served": -5}
    told = drift(audit(score=scored(0.5)), audit(score=scored(0.5, served=1))).score
    assert told is not None
    assert (told.parts[1].before, told.parts[1].after, told.parts[1].points) == (None, 1, 50)
    assert drift(audit(score=scored(0.5)), audit()).score is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"model": "model@2"}, "the model model@1, the later one with model@2"),
        ({"library_version": "newer"}, "version library of the KPI library"),
        ({"goal_set": replace(audit().goal_set, organisation="Mill")}, "“Bakery” and “Mill”"),
        ({"score": None}, "before there was a score"),
    ],
)
def test_what_makes_two_audits_hard_to_compare_is_said(
    change: dict[str, object], says: str
) -> None:
    before = audit(score=Score(1, ()))
    after = replace(before, **change)  # type: ignore[arg-type]
    (note,) = drift(before, after).notes
    assert says in note
    assert drift(before, before).notes == ()


goals = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["Sell", "Bake", "Hire"]))


@given(goals, goals)
def test_every_goal_is_told_once(before: dict[str, str], after: dict[str, str]) -> None:
    there, back = (
        drift(audit(x, {}), audit(y, {})).goals for x, y in ((before, after), (after, before))
    )
    assert len(before) - len(there.gone) == len(after) - len(there.added)
    assert sorted(there.added, key=str) == sorted(back.gone, key=str)
    added_texts = {entry.text for entry in there.added}
    assert not added_texts & {entry.text for entry in there.gone}
    renamed = {one.before for one in there.renamed}
    assert not renamed & {entry.id for entry in there.gone}
