"""How far any reply moves a ranking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.llm.understand import Understanding
from service.matching.relevance import FEATURES
from service.recommend.rank import Ranked
from service.recommend.votes import BOUND, NO_VOTES, opinion_of, raised, votes_of

NOTHING = np.zeros(len(FEATURES), dtype=np.float32)
#: In log-odds, for what rounding does.
SLACK = 1e-6

#: Log-odds of KPIs by the embedded ranker, and by the same with a model's rewordings.
RANKINGS = st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=80)
#: Worth by position, whatever a reply came to.
BALLOTS = st.lists(
    st.dictionaries(st.integers(0, 59), st.floats(0, 1, exclude_min=True)), max_size=2
)


def ranking(*log_odds: float) -> list[Ranked]:
    return [
        Ranked(row, float(1 / (1 + np.exp(-odds))), NOTHING) for row, odds in enumerate(log_odds)
    ]


def rows(ranked: list[Ranked]) -> list[int]:
    return [item.row for item in ranked]


def assert_passes_at_most(before: list[Ranked], after: list[Ranked], lead: float) -> None:
    """No KPI passes one that was further before it, in log-odds."""
    assert sorted(rows(after)) == sorted(rows(before))
    odds = {item.row: item.log_odds for item in before}
    for place, item in enumerate(after):
        for lower in after[place + 1 :]:
            assert odds[lower.row] - odds[item.row] <= lead + SLACK


@given(RANKINGS, BALLOTS)
def test_no_reply_lifts_a_kpi_past_one_that_leads_by_twice_the_bound(
    odds: list[tuple[float, float]], ballots: list[dict[int, float]]
) -> None:
    plain = ranking(*(own for own, _ in odds))
    reworded = ranking(*(max(pair) for pair in odds))
    wider = raised(plain, reworded)
    assert_passes_at_most(plain, wider, BOUND)
    after = votes_of(range(min(60, len(plain))), ballots).blended(wider)
    assert_passes_at_most(wider, after, 2 * BOUND)
    for item in after:
        assert 0 <= item.reworded <= BOUND
        assert abs(item.vote) <= BOUND
        moved = item.log_odds - plain[item.row].log_odds
        assert moved == pytest.approx(item.reworded + item.vote, abs=SLACK)


def test_the_order_can_be_turned_within_the_bound_and_no_further() -> None:
    near, far = 2 * BOUND - 0.1, 2 * BOUND + 0.1
    assert rows(votes_of([0, 1], [{1: 1.0}]).blended(ranking(near, 0.0))) == [1, 0]
    assert rows(votes_of([0, 1], [{1: 1.0}]).blended(ranking(far, 0.0))) == [0, 1]


def test_orders_that_disagree_count_half() -> None:
    agreed = votes_of([7, 8], [{0: 1.0}, {0: 1.0}])
    torn = votes_of([7, 8], [{0: 1.0}, {1: 1.0}])
    assert agreed.by_row == {7: 1.0, 8: -1.0}
    assert torn.by_row == {7: 0.0, 8: 0.0}


def test_what_was_not_shown_does_not_rise_for_it() -> None:
    after = votes_of([0, 1], [{1: 0.7}]).blended(ranking(1.0, 0.5, 0.0))
    assert rows(after) == [1, 0, 2]
    assert after[-1].vote == -BOUND


def test_none_fits_lowers_all_and_keeps_the_order() -> None:
    after = votes_of([0, 1], [{}, {}]).blended(ranking(1.0, 0.5))
    assert rows(after) == [0, 1]
    assert {item.vote for item in after} == {-BOUND}


def test_without_a_ballot_nothing_moves() -> None:
    plain = ranking(1.0, 0.5)
    assert votes_of([0, 1], []) == NO_VOTES
    assert NO_VOTES.blended(plain) == plain


def test_rewordings_only_raise() -> None:
    after = raised(ranking(1.0, 0.0, -1.0), ranking(1.0, 0.0, 0.5))
    assert rows(after) == [0, 2, 1]
    assert [item.reworded for item in after] == pytest.approx([0.0, 1.5, 0.0])


def test_opinion_is_the_mean_of_what_was_said() -> None:
    yes, no = (Understanding(said, "", "", (), (), ()) for said in (True, False))
    assert opinion_of(None, []) == 0
    assert opinion_of(no, []) == -1
    assert opinion_of(yes, [{0: 1.0}, {0: 0.9}]) == 1
    assert opinion_of(yes, [{}, {}]) == pytest.approx(-1 / 3)
    assert opinion_of(None, [{0: 0.6}]) == 0
