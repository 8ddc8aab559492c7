"""Finding an object in what a model writes."""

from __future__ import annotations

from time import monotonic

import pytest
from pydantic import BaseModel

from service.adapters.llm.reply_text import read_object
from tests.service.adapters.llm.calls import GOOD, UPRIGHT, Verdict


@pytest.mark.parametrize(
    "text",
    [GOOD, f" {GOOD} ", f"```json\n{GOOD}\n```", f"I think {{so}}.\n{GOOD}", f'{{"a": 1}} {GOOD}'],
)
def test_found(text: str) -> None:
    assert read_object(text, Verdict) == UPRIGHT


@pytest.mark.parametrize(
    "text",
    ["", "true", "[true]", GOOD[:-1], GOOD.replace('"', "'"), '{"upright": Infinity}', "{" * 9],
)
def test_not_found(text: str) -> None:
    assert read_object(text, Verdict) is None


def test_a_list_is_a_tuple_where_the_form_says_so() -> None:
    class Pair(BaseModel, strict=True):
        both: tuple[int, int]

    assert read_object('{"both": [1, 2]}', Pair) == Pair(both=(1, 2))


@pytest.mark.parametrize("part", ["{", '{"', '{"a":', '{"a":[', '{"a":1,', "{} "])
def test_garbage_costs_little(part: str) -> None:
    text = (part * 256_000)[:256_000]
    begun = monotonic()
    assert read_object(text, Verdict) is None
    assert monotonic() - begun < 1
