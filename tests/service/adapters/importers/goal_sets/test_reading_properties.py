"""What holds for whatever is read."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import InputError
from tests.service.adapters.importers.goal_sets.reads import read

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Sell", "Hire", "Sell more", "Hire!", "Call"]),
        st.sampled_from(["", "Grow", "Delight"]),
        st.sampled_from(["", "Ann", "Bob"]),
    ),
    unique=True,
    max_size=12,
)


@given(rows=ROWS, seed=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_ids_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[str, str, str]], seed: int
) -> None:
    rows = [("Grow", "", ""), ("Delight", "", ""), ("x", "Grow", ""), ("y", "Delight", ""), *rows]
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)

    def known(rows: list[tuple[str, str, str]]) -> set[tuple[str, ...]]:
        found = read("\n".join(["goal,parent,owner", *map(",".join, rows)]))
        assert found.issues == ()
        return {(goal.id, goal.text, *goal.parent, goal.owner) for goal in found.goals}

    assert known(rows) == known(shuffled)
    assert len({goal[0] for goal in known(rows)}) == len(rows) - 2


@given(
    content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode),
    name=st.sampled_from(
        ["a.csv", "a.txt", "a.md", "a.json", "a.yaml", "a.xml", "a.xlsx", "a.jsonl"]
    ),
)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_bytes_the_answer_is_an_error_of_ours(content: bytes, name: str) -> None:
    try:
        found = read(content, name)
        if not found.fault:
            found.checked(skip_refused=True)
    except InputError:
        pass


CELLS = {
    "id": ["", "1", "2", "3"],
    "goal": ["", "Sell", "Hire"],
    "Main": ["", "Grow", "Delight"],
    "L1": ["", "Sell"],
    "L2": ["", "Call", "Ask"],
    "Objective": ["", "Grow", "Delight"],
    "Key results": ["", "Sell", "- Sell\n- Hire"],
    "parent": ["", "1", "1, 2", "Sell", "9"],
    "type": ["", "Objective", "Key Result", "Pillar"],
    "level": ["", "Company", "Tribe"],
    "due": ["", "2027-01-31", "3/4/27", "soon"],
    "Key Result 1": ["", "Ask"],
    "KR 1 status": ["", "red"],
}


@given(data=st.data(), header=st.lists(st.sampled_from([*CELLS]), min_size=1, unique=True))
@settings(max_examples=300, deadline=None)
def test_no_cell_is_lost_in_silence(data: st.DataObject, header: list[str]) -> None:
    """Every row carries a word of its own, which goes out again or the row is named."""
    rows = [
        [f"word{number}", *(data.draw(st.sampled_from(CELLS[column])) for column in header)]
        for number in range(data.draw(st.integers(1, 8)))
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["remark", *header], *rows])
    try:
        found = read(text.getvalue())
    except InputError:
        return
    kept = {cell for entry in (*found.objectives, *found.goals) for cell in entry.further.values()}
    line = 2
    for row in rows:
        named = any(f"line {line}:" in f"{told}:" for told in (i.place for i in found.refused))
        assert row[0] in kept or named, found
        line += 1 + sum(cell.count("\n") for cell in row)
