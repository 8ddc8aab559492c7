"""What is written in any format is read again as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_library.models import Level
from service.adapters.exporters.goal_sets.formats import WRITERS, GoalSetFormat
from service.adapters.importers.goal_sets.reading import ReadGoalSet, read_goals
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

_LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))
TEXTS = _LINES.filter(bool) | st.sampled_from(
    ["=1+1", "-5% churn", "'=x", "'quoted'", "+ more", "@all", "a, b", "a; b", '"x", y', "null",
     "2026-01-01", "1.10", "007", "a: b", "# a", "[x]", "x\ny"]
)  # fmt: skip
IDS = st.text("abcDE019 .-_:,;|'=äß", min_size=1, max_size=6).map(str.strip).filter(bool)
HEADINGS = (
    st.text("abcXYZ 019", min_size=1, max_size=8).map(lambda h: " ".join(h.split())).filter(bool)
    | st.sampled_from(["Owner", "Title", "id", "gid", "Key Result 1", "L1", "Main", "parent_goal_id",
                       "Row ID", "due", "Parent", "Description", "further: x", "targeted_at", "Goal",
                       "Objective", "Status", "SequenceIndicator", "level", "text", "visibility"])
)  # fmt: skip
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2199, 12, 31))
FURTHER = st.dictionaries(HEADINGS, TEXTS, max_size=3).map(
    # Headings that differ by letter case alone are two columns of one name to everybody.
    lambda cells: tuple({h.casefold(): (h, text) for h, text in cells.items()}.values())
)


@st.composite
def goal_sets(draw: st.DrawFn) -> GoalSet:
    ids = draw(st.lists(IDS, min_size=2, max_size=8, unique=True))
    above = draw(st.integers(1, len(ids) - 1))
    objectives = [
        StrategicObjective(i, draw(TEXTS), draw(st.just("") | TEXTS), draw(DAYS), draw(FURTHER))
        for i in ids[:above]
    ]
    goals = []
    for number, i in enumerate(ids[above:], start=above):
        parents = draw(st.lists(st.sampled_from(ids[:number]), max_size=3, unique=True))
        goals.append(
            Goal(
                i, draw(TEXTS), tuple(parents), draw(st.just("") | TEXTS), draw(st.just("") | TEXTS),
                draw(st.none() | st.sampled_from(Level)), draw(DAYS), draw(DAYS), draw(FURTHER),
            )
        )  # fmt: skip
    draw(st.randoms()).shuffle(goals)
    return GoalSet(draw(st.just("") | TEXTS), tuple(objectives), tuple(goals))


def written(goal_set: GoalSet, format_: GoalSetFormat) -> ReadGoalSet:
    writer = WRITERS[format_]
    return read_goals(writer.write(goal_set), f"set{writer.suffix}")


def comparable(goal_set: GoalSet) -> tuple[object, ...]:
    """The same whatever the order of entries and of their further cells."""
    entries = {
        entry.id: replace(entry, further=tuple(sorted(entry.further))) for entry in goal_set.entries
    }
    return ([objective.id for objective in goal_set.objectives], entries)


@pytest.mark.parametrize("format_", GoalSetFormat)
@given(goal_set=goal_sets())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_round_trip(format_: GoalSetFormat, goal_set: GoalSet) -> None:
    read = written(goal_set, format_)
    assert read.issues == ()
    again = read.checked()
    assert comparable(again) == comparable(goal_set)
    if WRITERS[format_].organisation:
        assert again.organisation == goal_set.organisation
