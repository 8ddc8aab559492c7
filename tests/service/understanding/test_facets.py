"""Distinct aims of a compound objective."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understanding.facets import MOST, facets_of


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        (
            "Reduce waiting times and improve patient satisfaction",
            ("Reduce waiting times", "improve patient satisfaction"),
        ),
        (
            "Grow revenue by 10%, improve margin, and keep customers happy",
            ("Grow revenue by 10%", "improve margin", "keep customers happy"),
        ),
        ("Open two clinics while keeping cost down", ("Open two clinics", "keeping cost down")),
        (
            "Cut energy use as well as reduce waste",
            ("Cut energy use", "reduce waste"),
        ),
        (
            "By 2030, end hunger and promote farming",
            ("By 2030, end hunger", "promote farming"),
        ),
        ("Make streets safer and cleaner", ("Make streets safer", "Make streets cleaner")),
        ("Win new members. Retain the old ones.", ("Win new members", "Retain the old ones")),
    ],
)
def test_verbs_of_their_own_make_aims(text: str, facets: tuple[str, ...]) -> None:
    assert facets_of(text) == facets


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fewer potholes",
        "Cut cost and delay",
        "Research and development excellence",
        "Improve support and training for staff",
        "Improve quality, cost and design",
        "Reach 3.5 stars",
        "Recruit, train and retain nurses",
        "By 2030, reduce hunger in the valley",
        "In our clinics, cut waiting times.",
    ],
)
def test_one_piece_has_none(text: str) -> None:
    assert facets_of(text) == ()


@pytest.mark.parametrize(("aims", "parts"), [(MOST, MOST), (MOST + 1, 0)])
def test_a_long_list_stays_whole(aims: int, parts: int) -> None:
    text = ", ".join(f"reduce item {n}" for n in range(aims))
    assert len(facets_of(text)) == parts


@given(st.text(max_size=200))
def test_aims_are_words_of_the_text(text: str) -> None:
    words = set(text.split())
    assert all(set(facet.split()) <= words for facet in facets_of(text))
    assert len(facets_of(text)) != 1
