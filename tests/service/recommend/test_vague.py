from __future__ import annotations

from datetime import date

import pytest

from service.domain.objective import Objective
from service.recommend.rank import Ranked
from service.recommend.vague import is_vague
from service.understanding.objective import read_objective
from tests.service.recommend.test_votes import ranking

SURE, POOR = ranking(2.0), ranking(-0.5)


@pytest.mark.parametrize(
    ("text", "ranked", "vague"),
    [
        ("Reduce customer churn by a third", SURE, False),
        ("Reduce customer churn by a third", POOR, True),
        ("Reduce customer churn by a third", [], True),
        ("Unlock synergies across the value chain", SURE, True),
    ],
)
def test_only_what_says_little_is_vague(text: str, ranked: list[Ranked], vague: bool) -> None:
    assert is_vague(read_objective(text, date(2026, 11, 23)), ranked) is vague


def test_without_a_subject_an_objective_is_vague() -> None:
    assert is_vague(Objective("12 % 34"), SURE)
