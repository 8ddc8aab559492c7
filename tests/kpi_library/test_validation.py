"""Each rule finds what it is for in a library that is otherwise sound."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

from kpi_library import validation
from kpi_library.library import KpiLibrary
from kpi_library.models import Kpi
from kpi_library.validation import DEFAULT_RULES, Issue, IssueLevel, validate
from tests.kpi_library.kpis import formula, guard_kpi, sound_kpi

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

OBJECTIVES = ["Keep people", "Hold on to those who pay", "Fewer cancellations", "Stop the exodus"]
OTHERS = ["One", "Two words", "Three more words", "Four words more here", "And five words in all"]


def library(*more: Kpi, **changes: Any) -> KpiLibrary:
    """Two sound KPIs, the first changed, and more."""
    return KpiLibrary([sound_kpi(**changes), guard_kpi(), *more])


def forest(share: float) -> KpiLibrary:
    """A hundred KPIs, this share of them in one tree under a board outcome."""
    joined = round(100 * share)

    def kpi(number: int) -> Kpi:
        driver = f"kpi-{number + 1}"
        drivers = [driver] if number < joined - 1 else []
        return sound_kpi(id=f"kpi-{number}", name=f"Name {number}", aliases=[], drivers=drivers)

    return KpiLibrary(kpi(number) for number in range(100))


def third(**changes: Any) -> Kpi:
    """A third KPI that shares nothing with the sound two."""
    own: dict[str, Any] = {
        "id": "third",
        "name": "Third thing",
        "aliases": [],
        "definition": "Wholly different words about parcels that arrive late at somebody's door.",
        "example_objectives": OTHERS,
    }
    return sound_kpi(**{**own, **changes})


BROKEN: dict[str, list[KpiLibrary]] = {
    "unique_ids": [library(third(id="subscriber-loss"))],
    "unique_names": [
        library(third(name="Subscriber loss")),
        library(third(aliases=["ATTRITION, of subscribers!"])),
        library(third(name="Rebates granted")),
    ],
    "references_resolve": [
        library(counter_metrics=["nobody"]),
        library(drivers=["nobody"]),
        library(counter_metrics=["subscriber-loss"]),
    ],
    "acyclic_drivers": [
        library(third(drivers=["fourth"]), third(id="fourth", name="Fourth", drivers=["third"])),
        library(drivers=["subscriber-loss"]),
    ],
    "few_drivers": [library(drivers=[f"d-{number}" for number in range(6)])],
    "joined_in_trees": [forest(0.79)],
    "formula_parses": [
        library(formula=formula("a +", a=(2.0, "percent"))),
        library(formula=formula("a + b", a=(2.0, "percent"))),
        library(formula=formula("a", 2.0, a=(2.0, "percent"), b=(2.0, "percent"))),
    ],
    "formula_units": [
        library(formula=formula("a", 2.0, a=(2.0, "hour"))),
        library(formula=formula("a", 2.0, a=(2.0, "furlong"))),
        library(unit="furlong"),
    ],
    "formula_example": [
        library(formula=formula("a", 2.01, a=(2.0, "percent"))),
        library(formula=formula("a / b", 2.0, a=(2.0, "count"), b=(0.0, "count"))),
    ],
    "no_percent_factor": [
        library(formula=formula("a / b * 100", 2.0, a=(2.0, "count"), b=(100.0, "count"))),
        library(formula=formula("100 * a", 2.0, a=(2.0, "count"))),
    ],
    "limits_of_direction": [library(direction="on_target")],
    "counter_metrics_guard": [
        library(drivers=["discount-share"]),
        KpiLibrary([sound_kpi(), guard_kpi(drivers=["subscriber-loss"])]),
    ],
    "guarded": [library(counter_metrics=[])],
    "no_filler": [
        library(definition="A world-class share of paying accounts that cancel before the end."),
        library(target_guidance="Depends on various factors of the business."),
        library(gaming="Managers leverage loopholes in the way that accounts are counted."),
        library(direction="on_target", direction_limits="Best practice is what peers do."),
    ],
    "texts_carry_information": [
        library(definition="Share of accounts that cancel."),
        library(definition="The loss of a subscriber, a subscriber loss per subscriber loss."),
        library(gaming="Counting fewer accounts."),
    ],
    "no_copied_definition": [
        library(
            third(
                definition="Share of paying members at the start of a month that cancel before "
                "its end."
            )
        )
    ],
    "sourced_figures": [
        library(target_guidance="Good firms stay below 5% a year."),
        library(target_guidance="Good firms answer within 2 days (as everybody knows)."),
    ],
    "objectives_in_planners_words": [
        library(example_objectives=[*OBJECTIVES, "Bring down our loss of a subscriber"]),
        library(example_objectives=[*OBJECTIVES, "Lower the attrition of subscribers"]),
        library(third(example_objectives=[*OTHERS[:4], "stop haggling!"])),
    ],
}
KEPT: dict[str, list[KpiLibrary]] = {
    "acyclic_drivers": [library(third(drivers=["fourth"]), third(id="fourth", name="Fourth"))],
    "few_drivers": [library(drivers=[f"d-{number}" for number in range(5)])],
    "joined_in_trees": [forest(0.8), library()],
    "formula_example": [library(formula=formula("a", 2.0004, a=(2.0, "percent")))],
    "no_percent_factor": [library(formula=formula("a * 1000", 2.0, a=(0.00002, "count")))],
    "limits_of_direction": [library(direction="on_target", direction_limits="Below 2 it hurts.")],
    "sourced_figures": [
        library(target_guidance="The median of firms was 5% (Recurly Research, 2023)."),
        library(target_guidance="Read 12 months of your own history first."),
    ],
    "objectives_in_planners_words": [
        library(name="Loss", example_objectives=[*OBJECTIVES, "Cut the loss of subscribers"])
    ],
}


def rules_found(checked: KpiLibrary) -> set[str]:
    return {issue.rule for issue in validate(checked)}


def test_the_sound_library_keeps_every_rule() -> None:
    assert validate(library(third())) == ()


@pytest.mark.parametrize(
    ("rule", "broken"), [(rule, case) for rule, cases in BROKEN.items() for case in cases]
)
def test_a_broken_rule_is_found(rule: str, broken: KpiLibrary) -> None:
    assert rule in rules_found(broken)


@pytest.mark.parametrize(
    ("rule", "kept"), [(rule, case) for rule, cases in KEPT.items() for case in cases]
)
def test_what_keeps_a_rule_narrowly(rule: str, kept: KpiLibrary) -> None:
    assert rule not in rules_found(kept)


def test_every_rule_is_tested() -> None:
    assert BROKEN.keys() == {rule.__name__ for rule in DEFAULT_RULES}


def test_default_rules_are_all_rules_of_the_module() -> None:
    def is_rule(value: object) -> bool:
        return (
            inspect.isfunction(value)
            and value.__module__ == validation.__name__
            and not value.__name__.startswith("_")
            and get_type_hints(value).get("return") == Iterator[Issue]
        )

    rules: list[Callable[..., Any]] = [v for v in vars(validation).values() if is_rule(v)]
    assert len(rules) >= 18
    assert set(DEFAULT_RULES) == set(rules)
    assert len(DEFAULT_RULES) == len(rules)


def test_an_issue_names_rule_kpi_level_and_what_is_wrong() -> None:
    issues = validate(library(counter_metrics=[], target_guidance="Stay below 5%."))
    assert issues == (
        Issue("guarded", "subscriber-loss", IssueLevel.WARNING, "has no counter-metric"),
        Issue(
            "sourced_figures",
            "subscriber-loss",
            IssueLevel.ERROR,
            "target_guidance gives '5%' without (Source, year)",
        ),
    )


def test_a_chosen_rule_runs_alone() -> None:
    broken = library(counter_metrics=[], target_guidance="Stay below 5%.")
    assert {i.rule for i in validate(broken, [validation.guarded])} == {"guarded"}


def test_a_cycle_is_told_in_order() -> None:
    ring = library(third(drivers=["fourth"]), third(id="fourth", name="Fourth", drivers=["third"]))
    messages = [issue.message for issue in validate(ring, [validation.acyclic_drivers])]
    assert messages in (["third -> fourth -> third"], ["fourth -> third -> fourth"])


def test_the_shipped_library_has_no_issues(library: KpiLibrary) -> None:
    assert validate(library) == ()
