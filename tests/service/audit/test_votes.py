"""Votes move log-odds within a bound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.support import Support
from service.audit.thresholds import BELONGS, DECLARED_SUPPORTS
from service.audit.votes import BOUND, NAMED, WEIGHTS, doubtful, moved, shift, with_link_votes
from service.domain.goal_set import Goal, GoalSet
from service.domain.ports import Scores
from service.llm.adjudicate_links import LinkVote
from service.llm.sureness import Sure
from tests.service.audit.sets import set_of, weighed

#: Of float32 and of probabilities held within bounds.
SLACK = 0.01
OBJECTIVES = {"a": "Sell bread", "b": "Keep people", "c": "Waste less"}
probability = st.floats(0.001, 0.999)
votes = st.builds(
    LinkVote,
    st.lists(st.integers(0, 2), max_size=3, unique=True).map(tuple),
    st.sampled_from(Sure),
    st.just("words"),
)


def odds(probability: Scores) -> Scores:
    return np.log(probability / (1 - probability))


def supported(belonging: float, choice: list[float]) -> Support:
    weights = np.array([choice], dtype=np.float32)
    return Support(np.array([belonging], dtype=np.float32), weights / weights.sum())


@given(probability, st.lists(probability, min_size=3, max_size=3), votes)
def test_nothing_moves_beyond_the_bound(
    belonging: float, choice: list[float], vote: LinkVote
) -> None:
    before = supported(belonging, choice)
    after = with_link_votes(before, {0: vote})
    assert abs(odds(after.belonging) - odds(before.belonging))[0] <= BOUND + SLACK
    ratios = np.log(after.choice / before.choice)[0]
    assert ratios.max() - ratios.min() <= BOUND + SLACK
    assert after.choice.sum() == pytest.approx(1, abs=1e-5)


@given(probability, st.lists(probability, min_size=3, max_size=3), votes)
def test_a_clear_favourite_stays_the_favourite(
    belonging: float, choice: list[float], vote: LinkVote
) -> None:
    choice[1] = max(choice) * np.exp(BOUND + SLACK)
    after = with_link_votes(supported(belonging, choice), {0: vote})
    assert after.choice[0].argmax() == 1


def test_a_vote_counts_by_how_sure_it_is() -> None:
    assert [shift(sure, True) for sure in (Sure.HIGH, Sure.MEDIUM, Sure.LOW)] == sorted(
        (shift(sure, True) for sure in Sure), reverse=True
    )
    assert shift(Sure.HIGH, True) == BOUND == -shift(Sure.HIGH, False)
    assert set(WEIGHTS) == set(NAMED) == set(Sure)
    assert max(*WEIGHTS.values(), *NAMED.values()) <= 1


def test_a_guess_at_an_objective_counts_more_than_a_guess_that_there_is_none() -> None:
    before = supported(0.5, [0.4, 0.3, 0.3])
    named = with_link_votes(before, {0: LinkVote((0,), Sure.LOW, "Sell", "Grow")}).belonging[0]
    none = with_link_votes(before, {0: LinkVote((), Sure.LOW, "Sell")}).belonging[0]
    assert none < 0.5 < named
    assert named - 0.5 > 0.5 - none


def test_the_vote_lifts_what_it_names_and_leaves_other_goals_as_they_are() -> None:
    goal_set = set_of(Goal("x", "Sell"), Goal("y", "Keep"), objectives=OBJECTIVES)
    before = weighed(goal_set, [0.5, 0.5], [[0.5, 0.25, 0.25]] * 2)
    after = with_link_votes(before, {0: LinkVote((2, 1), Sure.HIGH, "Sell", "Waste")})
    assert after.choice[0].argmax() == 2
    assert after.belonging[0] == pytest.approx(1 / (1 + np.exp(-BOUND)), abs=1e-4)
    assert (after.choice[1] == before.choice[1]).all()
    assert after.belonging[1] == before.belonging[1]
    assert (before.choice[0] == np.array([0.5, 0.25, 0.25], dtype=np.float32)).all()


def test_two_that_a_goal_serves_alike_stay_nearly_alike() -> None:
    after = with_link_votes(supported(0.9, [0.4, 0.4, 0.2]), {0: LinkVote((0, 1), Sure.HIGH, "x")})
    assert 0.8 < after.choice[0, 1] / after.choice[0, 0] < 1


def test_none_lowers_belonging_alone() -> None:
    before = supported(0.7, [0.5, 0.3, 0.2])
    after = with_link_votes(before, {0: LinkVote((), Sure.HIGH, "x")})
    assert after.belonging[0] < BELONGS
    assert after.choice == pytest.approx(before.choice, abs=1e-6)


@given(st.floats(0, 1), st.floats(-BOUND, BOUND))
def test_a_confidence_stays_one(confidence: float, by: float) -> None:
    assert 0 <= moved(confidence, by) <= 1


def one(parents: tuple[str, ...] = ()) -> GoalSet:
    return set_of(Goal("x", "Sell", parents), objectives=OBJECTIVES)


@pytest.mark.parametrize(
    ("belonging", "choice", "parents", "asked"),
    [
        (0.99, [0.98, 0.01, 0.01], (), False),  # sure that, and where
        (0.99, [0.6, 0.3, 0.1], (), True),  # sure that, not where
        (0.6, [0.98, 0.01, 0.01], (), True),  # not sure that
        (0.02, [0.4, 0.3, 0.3], (), False),  # sure that it does not belong
        (0.99, [0.95, 0.03, 0.02], ("b",), True),  # declared elsewhere, and nearly let go
        (0.99, [0.98, 0.01, 0.01], ("a",), False),
    ],
)
def test_asked_is_what_a_vote_could_change(
    belonging: float, choice: list[float], parents: tuple[str, ...], asked: bool
) -> None:
    assert bool(doubtful(one(parents), weighed(one(), [belonging], [choice]))) is asked


def test_a_declaration_far_from_its_threshold_is_not_asked_about() -> None:
    near = DECLARED_SUPPORTS * np.exp(-BOUND - 0.1)
    assert doubtful(one(("b",)), weighed(one(), [0.99], [[1 - near, near, 0.0]])) == []


def test_the_most_doubtful_comes_first() -> None:
    goal_set = set_of(*(Goal(f"g{n}", "Sell") for n in range(3)), objectives=OBJECTIVES)
    choices = [[0.6, 0.3, 0.1], [0.34, 0.33, 0.33], [0.5, 0.3, 0.2]]
    assert doubtful(goal_set, weighed(goal_set, [0.99] * 3, choices)) == [1, 2, 0]


def test_one_objective_leaves_nothing_to_choose() -> None:
    goal_set = set_of(Goal("x", "Sell"), objectives={"a": "Sell bread"})
    assert doubtful(goal_set, weighed(goal_set, [0.99], [[1.0]])) == []
