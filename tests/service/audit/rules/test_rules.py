"""What holds for all rules."""

from __future__ import annotations

import importlib
import pkgutil

from service.audit import rules
from service.audit.rules import DEFAULT_RULES
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of


def test_every_module_that_holds_a_rule_is_in_default_rules() -> None:
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    assert modules == {rule.__name__ for rule in DEFAULT_RULES}
    for name in modules:
        assert getattr(importlib.import_module(f"{rules.__name__}.{name}"), name) in DEFAULT_RULES


def test_a_rule_names_itself_in_its_findings_and_quotes_all_it_names() -> None:
    goals = (
        Goal("cut", "Cut the sales team by 20%", ("grow",)),
        Goal("hire", "Grow the sales team by 15%", ("grow",)),
        Goal("twice", "Grow the sales team by 15%", ("people",)),
        Goal("moved", "Sell 10% more bread by 2027", ("people",)),
        Goal("vague", "Be bold", ("grow",)),
        Goal("paint", "Repaint the canteen"),
    )
    objectives = {"grow": "Grow by 2028", "people": "Keep people", "green": "Waste less"}
    choice = [[0.98, 0.01, 0.01]] * 6
    context = context_of(
        set_of(*goals, objectives=objectives), [0.9, 0.9, 0.9, 0.9, 0.9, 0.1], choice
    )
    for rule in DEFAULT_RULES:
        found = list(rule(context))
        assert found, rule.__name__
        for entry in found:
            assert entry.rule == rule.__name__
            named = {f"goals.{goal}" for goal in entry.goals}
            named |= {f"objectives.{objective}" for objective in entry.objectives}
            assert named <= {evidence.source for evidence in entry.evidence}
            for evidence in entry.evidence:
                kind, _, entry_id = evidence.source.partition(".")
                assert evidence.quote == getattr(context, kind)[entry_id].text
            assert entry.message
            assert entry.fix
            assert 0 <= entry.confidence <= 1
