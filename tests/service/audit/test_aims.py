"""What an objective joins by "and"."""

from datetime import date

import pytest

from service.audit.aims import joined_in
from service.understanding.objective import read_objective

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Keep within the limits for lead and for PFAS",
            [("Keep within the limits for lead", "for PFAS")],
        ),
        ("Cut CO2 by 40% and make boxes lighter", [("Cut CO2 by 40%", "make boxes lighter")]),
        ("Cut Scope 1 and 2 emissions", []),
        ("Grow revenue", []),
        ("Cut costs and 5", []),
        ("With the schools and the council we will get children to read", []),
    ],
)
def test_both_sides_of_a_joint(text: str, pairs: list[tuple[str, str]]) -> None:
    found = joined_in(read_objective(text, TODAY))
    assert [tuple(pair) for pair in found] == pairs


@pytest.mark.parametrize(
    "text",
    [
        "By the end of 2028 cut CO2 (GRI 305) per parcel and make 80% of styles certified",
        "Keep open (all year) and free by 2030 the galleries and the park",
        "Earn more from events and",
        "and",
    ],
)
def test_a_side_is_a_quotation(text: str) -> None:
    for pair in joined_in(read_objective(text, TODAY)):
        assert all(side in text for side in pair)
