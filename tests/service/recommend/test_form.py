"""Signs in the form of a text."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.recommend.form import FORM, form_of
from service.recommend.vocabulary import Vocabulary
from service.understanding.objective import read_objective

WORDS = Vocabulary(["Reduce customer churn by ten percent", "road repair"])
TODAY = date(2026, 11, 23)


def signs(text: str) -> dict[str, float]:
    values = form_of(read_objective(text, TODAY), WORDS)
    return dict(zip(FORM, values.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Reduce churn", "opens_with_verb"),
        ("Customer churn should fall", "moves"),
        ("Churn of at most 5%", "aims"),
        ("Fewer complaints by June 2027", "dated"),
        ("What is our churn rate?", "asks"),
        ("I want to sleep", "first_person"),
        ("Airline cancelled 140 flights", "past"),
        ("Die Wartezeit mit den Kunden senken", "foreign"),
        ("Great!", "exclaims"),
    ],
)
def test_a_sign_is_seen(text: str, sign: str) -> None:
    assert signs(text)[sign] == 1.0


@pytest.mark.parametrize("sign", ["asks", "first_person", "past", "foreign", "exclaims"])
def test_an_objective_has_none_against_it(sign: str) -> None:
    assert signs("Reduce customer churn by ten percent.")[sign] == 0.0


def test_shares() -> None:
    assert signs("zzyx reduce")["strange"] == 0.5
    assert signs("x = {1: [2]};")["symbols"] == 1.0
    assert signs("1234 ab")["digits"] == pytest.approx(4 / 7)


@given(st.text(max_size=100))
def test_all_are_finite(text: str) -> None:
    assert np.isfinite(form_of(read_objective(text, TODAY), WORDS)).all()
