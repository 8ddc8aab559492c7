from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.importers.goal_sets.stratml_texts import (
    decoded,
    encoded,
    from_text,
    to_text,
)


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1)))
def test_cells_come_back(cells: dict[str, str]) -> None:
    assert from_text(to_text(cells)) == cells


@pytest.mark.parametrize("text", ["Agreed in May.", 'a: "b', "a:b", "a: b\n\nc: d", "a:  b", ": b"])
def test_what_others_wrote_is_left_alone(text: str) -> None:
    assert from_text(text) is None


def test_it_can_be_read() -> None:
    assert to_text({"Status": "on track", "a: b": "x\ny"}) == 'Status: on track\n"a: b": "x\\ny"'


@given(st.text(min_size=1))
def test_ids_come_back(entry_id: str) -> None:
    assert decoded(encoded(entry_id)) == entry_id
