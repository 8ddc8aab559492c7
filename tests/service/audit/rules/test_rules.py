"""What holds for all rules."""

from __future__ import annotations

import importlib
import pkgutil
import random
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_library.models import Level
from service.audit import rules
from service.audit.context import AuditContext
from service.audit.rules import DEFAULT_RULES
from service.domain.audit import Finding
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from tests.service.audit.sets import context_of, set_of

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

OBJECTIVES = {
    "grow": "Grow revenue and plant trees by 2028",
    "people": "Keep people",
    "green": "Waste less",
}
#: With something wrong for each rule.
GOALS = (
    Goal("cut", "Cut the sales team by 20%", ("grow",), "Finance"),
    Goal("hire", "Grow the sales team by 15%", ("grow",), "Sales"),
    Goal("twice", "Grow the sales team by 15%", ("people",), "People"),
    Goal("moved", "Sell 10% more bread by 2027", ("people",), "Shops"),
    Goal("vague", "Be bold", ("grow",)),
    Goal("paint", "Repaint the canteen"),
    Goal("bars", "Win 900 bars as customers by 2027", ("grow",), "Export"),
    Goal("north", "Win 300 bars in the northern valleys", ("bars",), "Field Team North"),
    Goal("south", "Win 300 bars in the southern valleys", ("grow",), "Field Team South"),
    Goal("copy", "Win 900 bars as customers", ("bars",), "Key Accounts Team"),
    Goal("kpi", "Sell more rye bread by 2027", ("grow",), kpi="Sick days"),
    Goal("slow", "Open a shop in Linz by 2029", ("grow",)),
    Goal("churn", "Cut customer churn from 11% to 5%", ("grow",)),
    Goal("weak", "Cut customer churn from 11% to 8%", ("churn",)),
    Goal("talk", "Hold 24 workshops for store managers in 2027", ("grow",)),
    Goal("fans", "Reach 20,000 followers on LinkedIn", ("grow",)),
)


def with_everything(*goals: Goal) -> AuditContext:
    """These goals, all of which fit "grow" best and of which "paint" belongs nowhere."""
    return context_of(
        set_of(*goals, objectives=OBJECTIVES),
        [0.1 if goal.id == "paint" else 0.9 for goal in goals],
        [[0.98, 0.01, 0.01]] * len(goals),
    )


def findings(context: AuditContext) -> list[Finding]:
    return [found for rule in DEFAULT_RULES for found in rule(context)]


def assert_sound(context: AuditContext, found: Finding) -> None:
    """It names what is there, quotes it in the authors' words, and says what to do."""
    named = {context.quote(entry).source for entry in (*found.goals, *found.objectives)}
    assert named
    assert named <= {evidence.source for evidence in found.evidence}
    for evidence in found.evidence:
        _, entry_id, *part = evidence.source.split(".")
        entry = context.entry(entry_id)
        text = entry.kpi if part == ["kpi"] and isinstance(entry, Goal) else entry.text
        # A part of a text is quoted with its white space folded.
        assert evidence.quote in text or evidence.quote in " ".join(text.split())
    assert found.better is None or context.entry(found.better)
    assert found.message
    assert found.fix
    assert 0 <= found.confidence <= 1


def test_every_module_that_holds_a_rule_is_in_default_rules() -> None:
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    assert modules == {rule.__name__ for rule in DEFAULT_RULES}
    for name in modules:
        assert getattr(importlib.import_module(f"{rules.__name__}.{name}"), name) in DEFAULT_RULES


@pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.__name__)
def test_a_rule_names_itself_in_its_findings_and_quotes_all_it_names(rule: rules.Rule) -> None:
    context = with_everything(*GOALS)
    found = list(rule(context))
    assert found
    for entry in found:
        assert entry.rule == rule.__name__
        assert_sound(context, entry)


@given(st.integers(0, 2**16))
@settings(max_examples=15, deadline=None)
def test_the_order_of_goals_changes_no_finding(seed: int) -> None:
    expected = sorted(found.id for found in findings(with_everything(*GOALS)))
    assert len(set(expected)) == len(expected)
    shuffled = random.Random(seed).sample(GOALS, len(GOALS))
    assert sorted(found.id for found in findings(with_everything(*shuffled))) == expected


def test_a_goal_beside_them_changes_no_id() -> None:
    before = {found.id for found in findings(with_everything(*GOALS))}
    more = (*GOALS, Goal("ovens", "Replace two ovens by May 2027", ("grow",)))
    after = {found.id for found in findings(with_everything(*more))}
    assert after == before


ODD = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text("0123456789.,%$€ -", min_size=1, max_size=40),
    st.text("אבגדהمبيعاتשلם \u200f\u202e", min_size=1, max_size=40),
    st.text("🎯📈🥐❤️\u200d ", min_size=1, max_size=12),
    st.sampled_from(
        [
            " ",
            ".",
            "“”",
            "-",
            "and",
            "by",
            "IT",
            "to 5%",
            "KPI: KPI",
            "measured by",
            "from 5% to 3% by 2027",
            "Increase 9e999% by 31 December 9999",
            "Hold " + "very " * 398 + "workshop",
            "x" * 2_000,
            "grow and cut and " * 117,
            *(goal.text for goal in GOALS),
            *OBJECTIVES.values(),
        ]
    ),
)
DAYS = st.none() | st.dates(date.min, date.max)
LEVELS = st.none() | st.sampled_from(Level)


@st.composite
def odd_sets(draw: st.DrawFn) -> GoalSet:
    """Goals of odd texts under objectives of odd texts and under one another."""
    objectives = tuple(
        StrategicObjective(f"o{n}", draw(ODD), due=draw(DAYS))
        for n in range(draw(st.integers(1, 4)))
    )
    goals: list[Goal] = []
    for n in range(draw(st.integers(1, 12))):
        above = [*(entry.id for entry in objectives), *(goal.id for goal in goals)]
        parents = draw(st.lists(st.sampled_from(above), max_size=2, unique=True))
        owner, kpi = draw(st.just("") | ODD), draw(st.just("") | ODD)
        goals.append(
            Goal(f"g{n}", draw(ODD), tuple(parents), owner, kpi, draw(LEVELS), due=draw(DAYS))
        )
    return GoalSet("", objectives, tuple(goals))


@settings(max_examples=60, deadline=None)
@given(odd_sets(), st.data())
def test_no_text_breaks_a_rule(goal_set: GoalSet, data: st.DataObject) -> None:
    shares = st.floats(0.01, 0.99)
    belonging = [data.draw(shares) for _ in goal_set.goals]
    context = context_of(goal_set, belonging)
    found = findings(context)
    for entry in found:
        assert_sound(context, entry)
    assert len({entry.id for entry in found}) == len(found)
    assert findings(context_of(goal_set, belonging)) == found


@pytest.mark.parametrize(
    "long", ["a" + " " * 1_998 + "b", "-" * 2_000, ", " * 1_000, "grow from " * 200, "and " * 500]
)
def test_a_text_of_the_greatest_length_is_read_at_once(long: str) -> None:
    goal_set = set_of(
        *(Goal(f"g{n}", f"{long}{n}", ("grow",), owner=long, kpi=long) for n in range(3)),
        Goal("plain", long, ("grow",)),
        objectives={"grow": long},
    )
    context = context_of(replace(goal_set, organisation=long))
    start = time.perf_counter()
    findings(context)
    assert time.perf_counter() - start < 5
