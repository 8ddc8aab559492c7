"""The several things that an objective names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.aims import aims_of


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Grow revenue and cut emissions by 2030", ("revenue", "emissions")),
        ("Affordable and reliable water", ("affordable", "reliable")),
        ("Win customers in Spain and Portugal by 2028", ("spain", "portugal")),
        ("Make our streets safer and cleaner by 2028", ("safer", "cleaner")),
    ],
)
def test_each_aim_is_told_apart(text: str, named: tuple[str, ...]) -> None:
    aims = aims_of(text)
    assert len(aims) == len(named)
    for aim, word in zip(aims, named, strict=True):
        assert word in aim.lower()


@pytest.mark.parametrize(
    "text",
    ["Grow revenue by 40% by 2028", "Keep the people who work here", "Cut costs", "42", "", "🎯"],
)
def test_an_objective_of_one_piece_names_none(text: str) -> None:
    assert aims_of(text) == ()


@given(st.text(max_size=200))
def test_any_text_names_none_or_several(text: str) -> None:
    aims = aims_of(text)
    assert len(aims) != 1
    assert all(aim.strip() for aim in aims)


def test_blanks_make_no_difference() -> None:
    assert aims_of("Grow  revenue \n and\tcut emissions") == aims_of(
        "Grow revenue and cut emissions"
    )


@pytest.mark.parametrize("long", ["a" + " " * 1_998 + "b", ", " * 1_000, "and " * 500])
def test_a_text_of_the_greatest_length_is_read_at_once(long: str) -> None:
    start = time.perf_counter()
    aims_of(long)
    assert time.perf_counter() - start < 5  # half a minute, when every blank is tried anew
