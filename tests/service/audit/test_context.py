"""What is declared above a goal."""

from __future__ import annotations

from datetime import date

import pytest

from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of


def test_ancestors_come_nearest_first_and_once() -> None:
    goals = (
        Goal("top", "x", ("grow",)),
        Goal("left", "x", ("top",)),
        Goal("right", "x", ("top", "people")),
        Goal("low", "x", ("left", "right")),
    )
    context = context_of(set_of(*goals))
    assert list(context.ancestors(goals[3])) == ["left", "right", "top", "people", "grow"]
    assert list(context.ancestors(goals[0])) == ["grow"]
    assert list(context.ancestors(Goal("alone", "x"))) == []


def test_linked_goals_are_those_with_a_link() -> None:
    goals = Goal("in", "x", ("grow",)), Goal("out", "x")
    context = context_of(set_of(*goals), belonging=[0.9, 0.05])
    assert context.linked_goals == {"in"}
    assert set(context.goals) == {"in", "out"}
    assert set(context.objectives) == {"grow", "people"}


def test_children_are_what_is_declared_directly_under_it() -> None:
    goals = (
        Goal("top", "x", ("grow",)),
        Goal("both", "x", ("top", "people")),
        Goal("low", "x", ("both",)),
    )
    children = context_of(set_of(*goals)).children
    assert {above: [goal.id for goal in below] for above, below in children.items()} == {
        "grow": ["top"],
        "top": ["both"],
        "people": ["both"],
        "both": ["low"],
    }


def test_an_entry_is_quoted_from_where_it_stands() -> None:
    context = context_of(set_of(Goal("sell", "Sell bread", ("grow",))))
    assert [context.quote(entry).source for entry in ("sell", "grow")] == [
        "goals.sell",
        "objectives.grow",
    ]
    assert context.quote("sell").quote == context.entry("sell").text == "Sell bread"


def test_the_field_of_a_last_day_comes_before_the_words() -> None:
    field, words = date(2027, 3, 31), date(2027, 6, 30)
    text = "Sell bread by June 2027"
    goals = Goal("a", text, due=field), Goal("b", text), Goal("c", "Sell bread")
    context = context_of(set_of(*goals, due={"people": field}))
    assert [context.due(entry) for entry in ("a", "b", "c", "people")] == [
        field,
        words,
        None,
        field,
    ]


def test_similarity_is_that_of_the_contents_of_goals_and_objectives() -> None:
    goals = Goal("a", "Sell rye bread by 2027"), Goal("b", "Sell rye bread"), Goal("c", "Paint it")
    context = context_of(set_of(*goals, objectives={"o": "Sell rye bread by 2030"}))
    assert context.similarity("a", "b") == pytest.approx(1, abs=1e-6)
    assert context.similarity("a", "o") == pytest.approx(1, abs=1e-6)
    assert context.similarity("c", "o") < 0.5


def test_the_first_objective_is_the_declared_one_however_well_another_fits() -> None:
    goals = (
        Goal("sure", "x", ("people",)),
        Goal("through", "x", ("sure",)),
        Goal("free", "x"),
        Goal("lost", "x"),
    )
    choice = [[0.9, 0.1], [0.95, 0.05], [0.9, 0.1], [0.9, 0.1]]
    context = context_of(set_of(*goals), [0.9, 0.9, 0.9, 0.01], choice)
    assert context.first_objective == {"sure": "people", "through": "people", "free": "grow"}
    assert ("through", "grow") in {(link.goal, link.objective) for link in context.links}


def test_goals_of_one_text_stand_by_id_whatever_their_letters_and_blanks() -> None:
    goals = Goal("b", "Sell  Bread"), Goal("c", "Bake"), Goal("a", "sell bread")
    assert set(context_of(set_of(*goals)).same_texts) == {(2, 0), (1,)}
