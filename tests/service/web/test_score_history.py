from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from service.answers.audit import ScoreAnswer, ScorePartAnswer
from service.answers.drift import AuditSummary
from service.web.score_history import DRAWING, MAX_AUDITS, score_history

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def audit(days: float, score: float | None, model: str = "m", part: str = "linked") -> AuditSummary:
    parts = [ScorePartAnswer(name=part, value=0.5, weight=1, meaning="")]
    return AuditSummary(
        id=f"at-{days}",
        created_at=FIRST + timedelta(days=days),
        organisation="Bakery",
        objectives=1,
        goals=1,
        score=None if score is None else ScoreAnswer(value=score, parts=parts),
        library_version="v",
        model=model,
    )


def test_one_score_is_no_history() -> None:
    assert score_history([]) is None
    assert score_history([audit(0, 50), audit(1, None)]) is None


def test_the_line_stands_in_time_and_on_its_scale() -> None:
    history = score_history([audit(0, 50), audit(1, 60), audit(4, 70)])
    assert history
    assert [label for _, label in history.ticks] == [50, 60, 70]
    width, height = DRAWING.right - DRAWING.left, DRAWING.bottom - DRAWING.top
    assert [(one.x, one.y) for one in history.shown] == [
        (DRAWING.left, DRAWING.bottom),
        (DRAWING.left + width / 4, DRAWING.top + height / 2),
        (DRAWING.right, DRAWING.top),
    ]
    assert [one.change for one in history.shown] == [None, 10, 10]
    assert len(history.lines) == 1
    described = "From 50 to 70 over 3 audits; the lowest is 50, the highest 70."
    assert history.described == described


@pytest.mark.parametrize(
    ("scores", "labels"),
    [((91, 92), [80, 90, 100]), ((0, 0), [0, 10, 20]), ((100, 100), [80, 90, 100]),
     ((3, 97), [0, 50, 100]), ((44, 69), [40, 60, 80])],
)  # fmt: skip
def test_the_scale_has_a_least_span(scores: tuple[float, float], labels: list[int]) -> None:
    history = score_history([audit(n, score) for n, score in enumerate(scores)])
    assert history
    assert [label for _, label in history.ticks] == labels


def test_audits_of_one_moment_are_drawn() -> None:
    history = score_history([audit(0, 50), audit(0, 60)])
    assert history
    assert {one.x for one in history.shown} == {DRAWING.right}
    level = score_history([audit(0, 50.2), audit(1, 49.8)])
    assert level
    assert level.described == "50 in each of 2 audits."


def test_another_model_breaks_the_line() -> None:
    history = score_history([audit(0, 50), audit(1, 60, "other"), audit(2, 61, "other")])
    assert history
    assert [len(line.split()) for line in history.lines] == [1, 2]
    assert [one.other_model for one in history.shown] == [False, True, False]


def test_parts_that_could_not_always_be_told() -> None:
    history = score_history([audit(0, 50, part="old"), audit(1, 60, part="new")])
    assert history
    assert history.parts == ("new", "old")
    assert history.shown[0].parts == {"old": 0.5}


def test_a_long_history_is_cut_and_its_first_change_kept() -> None:
    history = score_history([audit(n, n) for n in range(MAX_AUDITS + 3)])
    assert history
    assert (len(history.shown), history.left_out) == (MAX_AUDITS, 3)
    assert history.shown[0].change == 1
