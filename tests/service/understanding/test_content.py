"""What is matched by meaning goes without numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.objective import Objective
from service.understanding.content import content_of
from service.understanding.objective import read_objective

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Increase customer base by 30% before the start of the next year",
            "Increase customer base",
        ),
        ("Reduce customer churn from 14% to 9% by December 2027", "Reduce customer churn"),
        ("Raise MRR to $1.5m by Q4 2027", "Raise MRR"),
        ("Bring spend to €2 million by FY27", "Bring spend"),
        ("Lift NPS by 10 points", "Lift NPS"),
        ("Reduce churn.", "Reduce churn"),
        ("Keep absence under 4 percent in all depots", "Keep absence in all depots"),
    ],
)
def test_numbers_and_dates_are_left_out(text: str, content: str) -> None:
    assert content_of(read_objective(text, TODAY)) == content


@pytest.mark.parametrize("word", ["COVID-19", "24-hour", "2-year-olds", "5x", "Q10x"])
def test_digits_inside_a_word_stay(word: str) -> None:
    assert word in content_of(read_objective(f"Shorten {word} stays by 12%", TODAY))


def test_a_text_of_numbers_alone_stays_whole() -> None:
    assert content_of(read_objective("30% by 2030", TODAY)) == "30% by 2030"


def test_a_deadline_is_not_cut_out_of_another_word() -> None:
    goal = read_objective("Train Mayors in May", TODAY)
    assert goal.deadline_text == "in May"
    assert content_of(goal) == "Train Mayors"


def test_the_same_wish_with_other_numbers_has_the_same_content() -> None:
    wishes = ("Cut waste by 10% by 2027", "Cut waste by 25% by June 2030", "Cut waste")
    assert {content_of(read_objective(text, TODAY)) for text in wishes} == {"Cut waste"}


@given(st.text(max_size=200), st.one_of(st.none(), st.text(min_size=1, max_size=20)))
def test_words_are_taken_away_never_added(text: str, deadline: str | None) -> None:
    objective = Objective(text=text, deadline_text=deadline)
    content = content_of(objective)
    assert content == text or not set(content) - set(text) - {" "}
    assert len(content) <= len(text)
