from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from service.answers.objective import QuantityAnswer, TargetQuantityAnswer
from service.domain.objective import TargetKind
from service.matching.relevance import FEATURES
from service.web import wording
from service.web.rendering import open_parts, percent, quantity, render, unit_name


def test_open_parts_are_marked_and_the_rest_escaped() -> None:
    assert open_parts("<b> to [target]") == '&lt;b&gt; to <mark class="open">target?</mark>'
    assert open_parts("[other]") == "[other]"


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0, "under 1%"), (0.004, "under 1%"), (0.5, "50%"), (0.994, "99%"), (1, "over 99%")],
)
def test_percent_is_never_certain(probability: float, text: str) -> None:
    assert percent(probability) == text


@pytest.mark.parametrize(
    ("value", "unit", "kind", "text"),
    [
        (8, "minute", None, "8 minutes"),
        (1, "minute", None, "1 minute"),
        (33.3333333, "percent", TargetKind.CHANGE, "by 33.33%"),
        (2, "ratio", TargetKind.CHANGE, "doubled"),
        (0.5, "ratio", TargetKind.CHANGE, "halved"),
        (1.5, "ratio", TargetKind.CHANGE, "by a factor of 1.5"),
        (1_500_000, "USD", TargetKind.ABSOLUTE, "USD 1,500,000"),
        (0.00012, "percent", TargetKind.ABSOLUTE, "0.00012%"),
        (90, "count", TargetKind.ABSOLUTE, "90"),
        (-3, "percentage_point", TargetKind.CHANGE, "by -3 percentage points"),
        (1e300, "count", None, None),
    ],
)
def test_quantity(value: float, unit: str, kind: TargetKind | None, text: str | None) -> None:
    amount = (
        TargetQuantityAnswer(value=value, unit=unit, kind=kind)
        if kind
        else QuantityAnswer(value=value, unit=unit)
    )
    assert quantity(amount) == text if text else quantity(amount)


def test_unit_name() -> None:
    assert unit_name("count/hour") == "count per hour"


@pytest.mark.parametrize(
    ("relevance", "words"),
    [
        (1, "Strong fit"),
        (0.8, "Strong fit"),
        (0.79, "Good fit"),
        (0.3, "Possible fit"),
        (0, "Weak fit"),
    ],
)
def test_fit(relevance: float, words: str) -> None:
    assert wording.fit(relevance) == words


def test_every_feature_has_words() -> None:
    assert set(wording.SCORE_PARTS) == {*FEATURES, "feedback", "rewording", "language_model"}


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("waiting.html", tab="recommend", version="1")
