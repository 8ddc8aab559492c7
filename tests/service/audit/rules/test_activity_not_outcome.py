"""Effort that is given as an outcome."""

from __future__ import annotations

import pytest

from service.audit.rules.activity_not_outcome import activity_not_outcome, is_activity
from service.domain.audit import Severity
from service.domain.goal_set import Goal
from tests.service.audit.sets import context_of, set_of

WORKSHOPS = "Hold 24 workshops for store managers in 2027"


@pytest.mark.parametrize("parents", [("people",), ()])
def test_the_goal_is_quoted_and_its_result_asked_for(parents: tuple[str, ...]) -> None:
    goal_set = set_of(Goal("g", WORKSHOPS, parents))
    (found,) = activity_not_outcome(context_of(goal_set, [0.9], [[0.01, 0.99]]))
    assert (found.rule, found.goals, found.objectives) == ("activity_not_outcome", ("g",), ())
    assert found.severity is Severity.LOW
    assert [(e.source, e.quote) for e in found.evidence] == [("goals.g", WORKSHOPS)]
    assert "for people" in found.fix
    assert "[metric] from [baseline] to [target] by [deadline]" in found.fix


@pytest.mark.parametrize(
    "text",
    [
        WORKSHOPS,
        "Send a weekly newsletter to all members",
        "Attend four trade fairs by June 2027",
        "Continue to monitor water quality",
        "24 toolbox talks on the night shift",
        "Publish 12 blog posts in 2027",
        "Run a monthly safety walk",
        "Visit every school in the district once a year",
        "Promote the new bus line",
        "By June 2027, hold six town halls with residents",
        "We will continue to engage with our suppliers",
        "KR 2: Host three webinars",
    ],
)
def test_effort(text: str) -> None:
    assert is_activity(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Commission the pumping station by June 2027", id="a deliverable"),
        pytest.param("Obtain ISO 27001 certification by May 2027", id="a certificate"),
        pytest.param("Launch the supplier portal by June 2027", id="a launch"),
        pytest.param("Adopt the clean air policy by March 2027", id="a policy"),
        pytest.param("Publish the annual report by 30 April 2027", id="one report"),
        pytest.param("Hold 24 workshops so that every manager can close the till", id="so that"),
        pytest.param("Run four trade fairs and sign 12 distributors", id="and sign"),
        pytest.param("Visit 60 schools and recruit 40 apprentices", id="and recruit"),
        pytest.param("Send reminders to cut no-shows from 12% to 6%", id="to cut"),
        pytest.param("Train 350 nurses, with 95% passing the sepsis test", id="with a share"),
        pytest.param("Cut lost-time injuries from 9 to 4 by 2027", id="an outcome"),
        pytest.param("Sell 300 places on workshops", id="what is sold"),
        pytest.param("Keep days sales outstanding below 45 days", id="what is kept"),
    ],
)
def test_what_stands_afterwards(text: str) -> None:
    assert not is_activity(text)


def test_a_measure_in_a_field_of_its_own_names_the_result() -> None:
    measured = Goal("g", WORKSHOPS, ("people",), kpi="Share of tills closed without error")
    assert not list(activity_not_outcome(context_of(set_of(measured))))
    counted = Goal("g", WORKSHOPS, ("people",), kpi="24 workshops")
    assert list(activity_not_outcome(context_of(set_of(counted))))


def test_an_orphan_is_left_to_its_own_finding() -> None:
    goal_set = set_of(Goal("g", WORKSHOPS, ("people",)))
    assert not list(activity_not_outcome(context_of(goal_set, [0.05])))
