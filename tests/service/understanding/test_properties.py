"""What holds for any text."""

from __future__ import annotations

import math
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.objective import Movement, TargetKind
from service.understanding.numerals import MULTIPLIERS, SMALL
from tests.service.understanding.reading import read

_VOCABULARY = (
    "increase reduce keep reach by to from within before than at least most under over the of end "
    "5 5% 10-15% 1e999 NaN inf $2m EUR 3.5 1,200 half third a double halve 2030 Q3 FY27 June 30 "
    "2027-06-30 24/7 next this quarter year months two hours currently ( ) , ; : - -> while "
    "without sales churn cost trees in for across all our team I 9999999999999999999999 3x "
    "0 00 99/99/2027 2027-13 31 February 1st twofold percentage points times week per every"
)
PIECES = st.sampled_from(_VOCABULARY.split())
SENTENCES = st.lists(PIECES, max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), SENTENCES, st.text(alphabet="0123456789.,-/%$ kxabQ"))
NOUNS = st.sampled_from(
    [
        "sales",
        "customer base",
        "recycling rate",
        "trees",
        "exports",
        "yield",
        "NPS",
        "bus ridership",
    ]
)
AMOUNTS = st.integers(min_value=1, max_value=999)
WORD_NUMBERS = {*SMALL, *MULTIPLIERS, "half", "twice"}


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_never_raises_and_is_finite(text: str) -> None:
    objective = read(text)
    for quantity in (objective.baseline, objective.target):
        assert quantity is None or (math.isfinite(quantity.value) and quantity.value >= 0)


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
def test_numbers_are_never_invented(text: str) -> None:
    objective = read(text)
    digits = {
        float(found.replace(",", "")) for found in re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)
        if re.fullmatch(r"[0-9]+(,[0-9]{3})*(\.[0-9]+)?", found)
    }  # fmt: skip
    in_words = any(
        word in text
        for word in ("half", "third", "double", "halve", "two", "twofold", "quarter", "times")
    )
    for quantity in (objective.baseline, objective.target):
        if quantity is None or in_words:
            continue
        scaled = {number * scale for number in digits for scale in (1.0, 1e3, 1e6)}
        odds = {100 * one / other for one in digits for other in digits if other}
        assert quantity.value in scaled | odds, text


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
def test_words_of_the_deadline_and_scope_stand_in_the_text(text: str) -> None:
    objective = read(text)
    assert (objective.deadline_text or "") in objective.text
    assert (objective.scope or "") in objective.text
    assert objective.deadline is None or objective.deadline_text


@given(NOUNS, AMOUNTS)
def test_increase_by_is_a_change(noun: str, amount: int) -> None:
    objective = read(f"Increase {noun} by {amount}%")
    assert objective.direction is Movement.INCREASE
    assert objective.target is not None
    assert (objective.target.value, objective.target.unit) == (amount, "percent")
    assert objective.target.kind is TargetKind.CHANGE
    assert objective.subject == noun


@given(NOUNS, AMOUNTS, AMOUNTS)
def test_from_to_is_a_baseline_and_an_absolute_target(noun: str, low: int, high: int) -> None:
    objective = read(f"Move {noun} from {low}% to {high}%")
    assert objective.baseline is not None
    assert objective.target is not None
    assert (objective.baseline.value, objective.target.value) == (low, high)
    assert objective.target.kind is TargetKind.ABSOLUTE
    if low != high:
        assert objective.direction is (Movement.INCREASE if high > low else Movement.DECREASE)


@given(st.lists(PIECES, min_size=1, max_size=20), st.sampled_from(["  ", "\n", "\t ", " \u00a0"]))
def test_white_space_does_not_matter(pieces: list[str], blank: str) -> None:
    assert read(blank.join(pieces) + blank) == read(" ".join(pieces))
