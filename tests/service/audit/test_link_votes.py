"""What a model is shown of doubtful goals, and what links say of its votes."""

from __future__ import annotations

from service.audit.link import link
from service.audit.link_votes import ALL_SHOWN, LIKELIEST, link_votes, with_votes
from service.audit.votes import with_link_votes
from service.domain.goal_set import Goal, GoalSet
from service.llm.adjudicate_links import LinkVote
from service.llm.sureness import Sure
from tests.service.audit.replies import Sayer, lines, model, serving
from tests.service.audit.sets import set_of, weighed

GOALS = (
    Goal("a", "Open two shops", ("grow",)),
    Goal("b", "Train all bakers", ("a",)),
)
HALF = [[0.5, 0.5], [0.5, 0.5]]


def test_a_goal_is_shown_with_what_it_is_declared_under() -> None:
    fake = model(serving("revenue"))
    votes = link_votes(fake.session(), set_of(*GOALS), weighed(set_of(*GOALS), choice=HALF))
    shown = lines(fake.calls[0])
    assert shown["G1"] == "Open two shops | declared under O1"
    assert shown["G2"] == "Train all bakers | part of: Open two shops"
    assert votes[0] == LinkVote((0,), Sure.HIGH, "Open two shops", "Grow revenue by")
    assert set(votes) == {0, 1}


def test_of_many_objectives_the_likeliest_and_the_declared_are_offered() -> None:
    many = {f"o{n}": f"Objective number {n}" for n in range(ALL_SHOWN + 5)}
    goal_set = set_of(Goal("a", "Sell", ("o20",)), objectives=many)
    choice = [0.4 - 0.01 * n for n in range(len(many))]
    fake = model(serving("zero"))
    link_votes(fake.session(), goal_set, weighed(goal_set, choice=[choice]))
    shown = [text for alias, text in lines(fake.calls[0]).items() if alias[0] == "O"]
    assert shown == [f"Objective number {n}" for n in (*range(LIKELIEST), 20)]


def because(say: Sayer, goal_set: GoalSet, choice: list[list[float]]) -> dict[str, str]:
    """Words by objective, of the links of the first goal."""
    alone = weighed(goal_set, choice=choice)
    votes = link_votes(model(say).session(), goal_set, alone)
    said = with_votes(
        lambda row, column: "words agree",
        goal_set,
        link(goal_set, alone, lambda row, column: ""),
        votes,
    )
    links = link(goal_set, with_link_votes(alone, votes), said)
    return {found.objective: found.because for found in links if found.goal == "a"}


def test_links_say_that_the_model_agrees_or_decided_or_reads_otherwise() -> None:
    goal_set = set_of(Goal("a", "Open two shops"))
    agreed = because(serving("revenue"), goal_set, [[0.6, 0.4]])
    decided = because(serving("people"), goal_set, [[0.6, 0.4]])
    against = because(serving("people", sure="low"), goal_set, [[0.9, 0.1]])
    assert agreed == {
        "grow": "words agree; a language model agrees: “Open two shops” serves “Grow revenue by”"
    }
    assert decided == {
        "people": "a language model decided it: “Open two shops” serves “Keep the people”"
    }
    assert against == {"grow": "words agree; a language model reads that it serves people"}


def test_without_a_vote_links_say_what_they_said() -> None:
    goal_set = set_of(Goal("a", "Open two shops"))
    assert because(lambda *_: None, goal_set, [[0.6, 0.4]]) == {"grow": "words agree"}
