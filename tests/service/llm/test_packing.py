"""Many questions in few calls, within tokens, with what they share once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.llm import Task
from service.llm.packing import MOST_TOKENS, cell, fitted, most_calls, packed, shown
from service.llm.session import tokens_in


def test_all_go_together_while_there_is_room() -> None:
    assert packed(Task.REWRITE, ["a"] * 10, [()] * 10, {}, 40) == [list(range(10))]


def test_no_group_has_more_than_the_most() -> None:
    groups = packed(Task.REWRITE, ["a"] * 10, [()] * 10, {}, 4)
    assert [len(group) for group in groups] == [4, 4, 2]


def test_what_is_shared_is_counted_once_a_group() -> None:
    long = {"x": "word " * 1_500}
    together = packed(Task.REWRITE, ["a", "b", "c"], [["x"]] * 3, long, 40)
    apart = packed(Task.REWRITE, ["a", "b"], [["x"], ["y"]], long | {"y": long["x"] * 2}, 40)
    assert together == [[0, 1, 2]]
    assert apart == [[0], [1]]


@given(st.lists(st.integers(0, 400), max_size=80))
def test_order_and_tokens_are_kept(lengths: list[int]) -> None:
    lines = ["x" * length for length in lengths]
    groups = packed(Task.REWRITE, lines, [()] * len(lines), {}, 1_000)
    assert [at for group in groups for at in group] == list(range(len(lines)))
    assert all(sum(tokens_in(lines[at]) for at in group) < MOST_TOKENS for group in groups)


@pytest.mark.parametrize(("goals", "calls"), [(1, 5), (100, 5), (101, 10), (10_000, 500)])
def test_calls_grow_with_the_set(goals: int, calls: int) -> None:
    assert most_calls(5, goals) == calls


def test_a_long_text_is_cut_and_stands_on_one_line() -> None:
    assert shown("a\nb \u2028 c", 9) == "a b c"
    assert shown("abcdefghij", 6) == "abcd …"


def test_a_text_does_not_part_its_line() -> None:
    assert cell("Paint it | declared under O1 ｜ choose among O1", 90).count("|") == 0


def test_only_the_longest_are_cut_to_fit() -> None:
    cut = fitted(["short", "word " * 100, "word " * 80], 30)
    assert cut[0] == "short"
    assert cut[1] == cut[2]
    assert cut[1].endswith(" …")
    assert sum(map(tokens_in, cut)) > 25


@given(st.lists(st.text(max_size=200), max_size=20), st.integers(-5, 500))
def test_what_is_fitted_fits(texts: list[str], tokens: int) -> None:
    cut = fitted(texts, tokens)
    assert len(cut) == len(texts)
    assert sum(map(tokens_in, cut)) <= max(tokens, len(texts))
