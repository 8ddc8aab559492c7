"""What is really going to be done, behind the fine words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understanding.means import means_of


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Delight customers by answering within an hour", "answering within an hour"),
        ("Win trust by openly sharing our plans.", "openly sharing our plans"),
        ("Drive excellence through a new foosball table", "a new foosball table"),
        ("Raise morale with a weekly ski trip", "a weekly ski trip"),
        ("Innovation: paint the canteen in our colours", "paint the canteen in our colours"),
        ("Grow, thanks to two new bakeries", "two new bakeries"),
        ("Cut waste using smaller baking tins", "smaller baking tins"),
        (
            "Grow by hiring three bakers, with an eye to cost",
            "hiring three bakers, with an eye to cost",
        ),
    ],
)
def test_the_means_in_its_own_words(text: str, means: str) -> None:
    assert means_of(text) == means


@pytest.mark.parametrize(
    "text",
    [
        "Sell more bread",
        "Cut churn by 10%",
        "Cut churn by June 2027",
        "Work with partners in every town",
        "Grow by hiring",
        "Open at 7:30 each day",
        "through",
        "",
    ],
)
def test_no_means_are_named(text: str) -> None:
    assert means_of(text) is None


@given(st.text(max_size=200))
def test_means_stand_in_the_text(text: str) -> None:
    means = means_of(text)
    assert means is None or means in text
