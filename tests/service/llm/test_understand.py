"""What of a model's reading of an objective is kept."""

from __future__ import annotations

from typing import Any

from service.domain.llm import Failure, Task
from service.llm.understand import understand
from tests.fakes import FakeLanguageModel

OBJECTIVE = "Become the place where 200 engineers want to work"


def reply(**changes: Any) -> dict[str, Any]:
    return {
        "is_objective": True,
        "subject": "appeal as employer",
        "beneficiary": "engineers",
        "facets": ["staff stay longer"],
        "measured_as": ["Reduce voluntary turnover of engineers", "Raise offer acceptance"],
        "numbers": ["200"],
    } | changes


def test_everything_sound_is_kept() -> None:
    model = FakeLanguageModel(lambda _: reply())
    session = model.session()
    understood = understand(session, OBJECTIVE)
    assert understood
    assert understood.is_objective
    assert understood.numbers == ("200",)
    assert understood.wordings == (
        "Reduce voluntary turnover of engineers",
        "Raise offer acceptance",
        "staff stay longer",
        "appeal as employer for engineers",
    )
    assert not session.use.rejected
    (call,) = model.asked(Task.UNDERSTAND)
    assert f'<data name="objective">\n{OBJECTIVE}\n</data>' in call.user


def test_numbers_links_and_essays_are_thrown_away() -> None:
    session = FakeLanguageModel(
        lambda _: reply(
            subject="see https://evil.example",
            beneficiary="x" * 201,
            facets=["**bold**", "stay 5 years longer", " ", "200 engineers stay"],
            measured_as=["Raise pay by 10%"],
            numbers=["200", "300", "40%"],
        )
    ).session()
    understood = understand(session, OBJECTIVE)
    assert understood
    assert understood.wordings == ("200 engineers stay",)
    assert understood.numbers == ("200",)
    assert session.use.rejected == {
        "number that was not given": 4,
        "markup": 2,
        "phrase too long": 1,
    }


def test_a_long_list_is_cut() -> None:
    session = FakeLanguageModel(lambda _: reply(facets=[f"side {c}" for c in "abcdefgh"])).session()
    understood = understand(session, OBJECTIVE)
    assert understood
    assert understood.facets == ("side a", "side b", "side c", "side d")


def test_a_failure_is_no_understanding() -> None:
    session = FakeLanguageModel(lambda _: Failure.REFUSED).session()
    assert understand(session, OBJECTIVE) is None
    assert session.use.degraded
