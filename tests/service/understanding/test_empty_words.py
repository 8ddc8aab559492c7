from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understanding.empty_words import without_empty_words

CANTEEN = "Repaint the canteen"


@pytest.mark.parametrize(
    "text",
    [
        "Synergistically drive strategic excellence: Repaint the canteen",
        "Repaint the canteen to synergistically drive strategic excellence",
        "Repaint the canteen, leveraging world-class best-in-class synergies",
        "Strategically Repaint the canteen to deliver holistic, transformational value and impact",
        "Repaint the canteen in order to empower a mission-critical, value-added paradigm shift "
        "aligned with our strategy",
        "Drive strategic alignment, operational excellence and customer-centric innovation by a "
        "holistic approach: Repaint the canteen",
        "Repaint the canteen in line with our overall strategic priorities",
        "Repaint the canteen (unlocking stakeholder value)",
        "SEAMLESSLY Repaint the canteen, moving the needle on strategic success.",
        "Repaint the canteen - value creation through operational excellence",
        "Repaint the canteen in support of the company's vision and mission-critical outcomes",
    ],
)
def test_strategy_speak_goes_and_the_goal_stays(text: str) -> None:
    assert without_empty_words(text) == CANTEEN


@pytest.mark.parametrize(
    "text",
    [
        "Cut costs by strategic sourcing",
        "Open three drive-through restaurants",
        "Reduce financial leverage below 2",
        "Check the wheel alignment of all vans",
        "Drive innovation",
        "Increase customer lifetime value and brand impact",
        "Repair the business class seats",
        "Teach a class of world history",
        "Cut edges of the metal sheets by laser",
        "Publish the mission report of the Mars probe",
        "Raise the performance of the search engine",
        "Deliver parcels within two days",
        "Support 200 families with heating costs",
        "Align the masts with the new satellite",
        "Grow the strategy consulting practice by 20%",
        "",
        "  ",
    ],
)
def test_words_that_name_a_thing_stay(text: str) -> None:
    assert without_empty_words(text) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Build a world-class hospital", "Build a hospital"),
        ("Deliver best-in-class customer support", "Deliver customer support"),
        (
            "Answer holistic care requests, calls and letters",
            "Answer care requests, calls and letters",
        ),
        (
            "Win new clients and drive operational excellence in Spain",
            "Win new clients and drive in Spain",
        ),
    ],
)
def test_what_stands_between_content_goes_alone(text: str, rest: str) -> None:
    assert without_empty_words(text) == rest


@pytest.mark.parametrize(
    "text", ["Synergistically drive strategic excellence", "Be world-class", "Holistic value"]
)
def test_where_nothing_else_is_left_the_text_stays(text: str) -> None:
    assert without_empty_words(text) == text


@given(st.text())
def test_any_text_keeps_something(text: str) -> None:
    rest = without_empty_words(text)
    assert bool(rest.strip()) == bool(text.strip())
    assert len(rest) <= len(text)


@given(st.lists(st.sampled_from(
    ["world-class", "drive", "strategic excellence", "paint", "the", "canteen", ",", ":", "to", "and"]
), max_size=9))  # fmt: skip
def test_what_tells_is_never_lost(words: list[str]) -> None:
    rest = without_empty_words(" ".join(words)).split()
    for word in ("paint", "canteen"):
        assert sum(word in part for part in rest) == words.count(word)
