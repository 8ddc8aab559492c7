"""A label in front of an objective says nothing of it, and its number is no target."""

from datetime import date

import pytest

from service.understanding.labels import label_end
from service.understanding.objective import read_objective

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Outcome 3: every household has safe water", "every household has safe water"),
        ("Output 1.1: 6,000 households earn more", "6,000 households earn more"),
        ("KR: cache hit rate 48% -> 80%", "cache hit rate 48% -> 80%"),
        ("Objective 2 - Grow sales", "Grow sales"),
        ("3) Reduce cost", "Reduce cost"),
        ("1.2 million visitors by 2028", "1.2 million visitors by 2028"),
        ("O-ring failures below 5", "O-ring failures below 5"),
        ("Goals scored per match up by 10%", "Goals scored per match up by 10%"),
        ("Goal:", "Goal:"),
    ],
)
def test_a_label_ends_where_the_objective_begins(text: str, rest: str) -> None:
    assert text[label_end(text) :] == rest


def test_the_number_of_a_label_is_no_target() -> None:
    reading = read_objective("Outcome 3: cut leakage to 20 litres by 2028", TODAY)
    assert reading.target is not None
    assert reading.target.value == 20
    assert reading.text == "Outcome 3: cut leakage to 20 litres by 2028"
