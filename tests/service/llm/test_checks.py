"""What a reply may not bring in."""

from __future__ import annotations

import pytest

from service.llm.checks import has_markup, number_sequence, repeats


@pytest.mark.parametrize(
    "text",
    [
        "See https://x.y",
        "see www.x.y",
        "visit acme.example now",
        "write to boss@acme",
        "<b>bold</b>",
        "a `code`",
        "[link](there)",
        "# heading",
        "rever\u202ese",
        "hid\u200bden",
    ],
)
def test_links_addresses_markup_and_hidden_characters_are_found(text: str) -> None:
    assert has_markup(text)


@pytest.mark.parametrize(
    "text", ["Share of cases closed in time.", "Items over 5 per week? No.", ""]
)
def test_plain_text_is_none(text: str) -> None:
    assert not has_markup(text)


def test_numbers_keep_their_order() -> None:
    assert number_sequence("from 8% to 5.0% of 1,000") == ("8", "5", "1000")


def test_a_run_of_words_is_told_from_common_ones() -> None:
    prompt = "You propose KPIs for one objective. A library was searched first."
    assert repeats("Sure: you propose kpis, for one objective; a library ...", prompt)
    assert not repeats("You propose KPIs for one objective", prompt)
    assert not repeats("", "")
