"""Parts of a suggestion's score, each on sets where it is plain what it should be."""

from __future__ import annotations

from datetime import date

import pytest

from evals.loading.gold_set import Grade, ObjectiveRow
from evals.suggestion.answer import Suggestion
from evals.suggestion.honesty import honesty
from evals.suggestion.parts import PARTS, WEIGHTS, score
from kpi_library.models import Stage, Timing
from service.domain.objective import Quantity, TargetKind, TargetQuantity
from service.domain.recommendation import Target
from tests.kpi_library.kpis import formula, guard_kpi, sound_kpi

OBJECTIVE = ObjectiveRow.model_validate(
    {"_id": "o", "domain": "sales", "text": "Sell and keep", "facets": ["sell", "keep"]}
)
CHURN, DISCOUNT = sound_kpi(), guard_kpi(timing=Timing.LEADING, stage=Stage.PROCESS)
GRADES = {CHURN.id: Grade(3, (1,)), DISCOUNT.id: Grade(1, ())}


def test_the_weights_are_of_all_parts_and_add_up() -> None:
    assert WEIGHTS.keys() == PARTS.keys()
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


def test_a_good_set() -> None:
    found = score(Suggestion((CHURN, DISCOUNT)), OBJECTIVE, GRADES)
    assert found["relevance"] == pytest.approx((3 + 1) / 6)
    assert found["facets"] == 0.5
    assert (found["balance"], found["distinct"], found["guarded"]) == (1, 1, 1)
    assert (found["measurability"], found["honesty"]) == (1, 1)
    assert 0.7 < found["overall"] < 1


def test_no_answer_is_worth_its_honesty_alone() -> None:
    found = score(Suggestion(()), OBJECTIVE, GRADES)
    assert found["overall"] == WEIGHTS["honesty"]
    assert found["relevance"] == 0


def test_a_kpi_that_was_not_judged_counts_as_wrong() -> None:
    found = score(Suggestion((CHURN, DISCOUNT)), OBJECTIVE, {})
    assert (found["relevance"], found["facets"]) == (0, 0)


def test_only_a_relevant_kpi_covers_a_facet() -> None:
    poor = {CHURN.id: Grade(1, (0, 1))}
    assert score(Suggestion((CHURN,)), OBJECTIVE, poor)["facets"] == 0


def test_one_kind_and_no_guard() -> None:
    other = sound_kpi(id="other", name="Complaints filed", definition="Letters of protest.",
                      formula=formula("letters", letters=(1.0, "count")), unit="count",
                      counter_metrics=["else"])  # fmt: skip
    alone = sound_kpi(counter_metrics=["else"])
    found = score(Suggestion((alone, other)), OBJECTIVE, GRADES)
    assert (found["balance"], found["guarded"], found["distinct"]) == (0, 0, 1)


def test_the_same_formula_or_words_repeat() -> None:
    twin = sound_kpi(id="twin", name="Churned subscribers")
    assert score(Suggestion((CHURN, twin)), OBJECTIVE, GRADES)["distinct"] == 0


def test_what_does_not_compute_is_not_measurable() -> None:
    broken = sound_kpi(formula=formula("nobody / at_start", at_start=(2.0, "count")))
    assert score(Suggestion((CHURN, broken)), OBJECTIVE, GRADES)["measurability"] == 0.5


@pytest.mark.parametrize(
    ("text", "value", "baseline", "amount"),
    [
        ("Cut churn from 14% to 9%", 9.0, 14.0, "9%"),
        ("Halve churn", 0.5, None, "0.5"),
        ("Sell $1.2m", 1_200_000.0, None, "USD 1,200,000"),
        ("Cut churn by a third", 100 / 3, None, "33.3333%"),
        ("Hire twelve people", 12.0, None, "12"),
    ],
)
def test_given_numbers_are_honest(
    text: str, value: float, baseline: float | None, amount: str
) -> None:
    start = "[baseline]" if baseline is None else f"{baseline:g}%"
    sentence = f"Lower Top 10 churn from {start} to {amount} by 31 December 2027."
    target = Target(
        sentence,
        TargetQuantity(value, "percent", TargetKind.ABSOLUTE),
        None if baseline is None else Quantity(baseline, "percent"),
        date(2027, 12, 31),
        (),
    )
    assert honesty(target, text, "Top 10 churn") == 1.0
    assert honesty(target, "Cut churn by 4%", "Top 10 churn") == 0.0
