"""Reads the parts of an objective from its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.domain.objective import Movement, Objective
from service.understanding import deadlines, scopes, subjects, targets
from service.understanding.asked import Asked
from service.understanding.clauses import Clause, clauses_of
from service.understanding.directions import asked_in
from service.understanding.labels import label_end
from service.understanding.polarity import lower_is_better
from service.understanding.quantities import measures_in
from service.understanding.roles import Bound, Role, bind
from service.understanding.sentences import Sentence, split


def read_objective(text: str, today: date) -> Objective:
    """Read an objective or goal.

    Args:
        text: In English, any length; what is not understood is left out, never guessed.
        today: The day from which "next year" and "within 18 months" count.

    Returns:
        The objective with the parts that its words name.
    """
    sentence = split(text[label_end(text) :])
    dates = deadlines.dates_in(sentence, today)
    taken = _taken(sentence, dates)
    clauses = clauses_of(sentence, taken)
    measures = measures_in(sentence, taken)
    asked = asked_in(sentence, taken, clauses, Clause.MAIN)
    bound = bind(sentence, measures, asked)
    target = targets.target_among(sentence, bound, clauses, asked)
    if target is None and asked.movement in (Movement.ACHIEVE, None):
        # "launch a programme to cut waste by 10%": the purpose is what is measured
        aim = asked_in(sentence, taken, clauses, Clause.PURPOSE)
        bound_to_aim = targets.target_among(sentence, bound, clauses, aim)
        if bound_to_aim is not None and aim.movement is not None:
            asked, target = aim, bound_to_aim
    elif target is None:
        target = _outcome(sentence, bound, clauses)
    asked = _settled(sentence, asked, bound, target)
    quantity = targets.target_of(sentence, target, asked) if target else None
    quantity = quantity or targets.multiple_of(sentence, asked)
    deadline = deadlines.deadline_of(sentence, dates)
    span = subjects.subject_span(sentence, asked, taken, clauses, measures)
    return Objective(
        text=" ".join(text.split()),
        direction=asked.movement,
        subject=subjects.subject_text(sentence, span),
        baseline=targets.baseline_of(sentence, bound),
        target=quantity,
        deadline=deadline.last_day if deadline else None,
        deadline_text=sentence.between(deadline.start, deadline.end) if deadline else None,
        scope=scopes.scope_of(sentence, asked, taken, clauses, measures),
        level=scopes.level_of(sentence, span),
    )


def _outcome(sentence: Sentence, bound: list[Bound], clauses: list[Clause]) -> Bound | None:
    """The level that is to follow: "grow bookings so that they make up 45% of nights"."""
    for each in bound:
        place = each.measure.start
        if clauses[place] is Clause.PURPOSE and each.role not in (Role.BASELINE, Role.BY):
            opening = place
            while opening > 0 and clauses[opening - 1] is Clause.PURPOSE:
                opening -= 1
            levelled = each.measure.unit == "percent" and not each.measure.word
            if sentence.word(opening) == "so" and levelled:
                return replace(each, role=Role.TO)
    return None


def _taken(sentence: Sentence, dates: list[deadlines.Dated]) -> list[bool]:
    taken = [False] * len(sentence)
    for dated in dates:
        for index in range(dated.start, dated.end):
            taken[index] = True
    return taken


def _settled(sentence: Sentence, asked: Asked, bound: list[Bound], target: Bound | None) -> Asked:
    """Let the numbers decide where the verb leaves the movement open."""
    movement = targets.movement_between(bound, target)
    if target is None:
        done = asked.open and asked.movement is None  # "move out of the garage"
        return replace(asked, movement=Movement.ACHIEVE) if done else asked
    unsaid = asked.movement in (Movement.ACHIEVE, None) and target.role is Role.TO
    if movement is not None and (asked.open or unsaid):
        return replace(asked, movement=movement)
    multiplies = target.measure.word == "fold" and target.role is not Role.TO
    if multiplies and asked.movement in (Movement.ACHIEVE, None):
        return replace(asked, movement=Movement.INCREASE)  # "get twice as many referrals"
    if asked.movement is not None:
        return asked
    if target.measure.sign:
        up = target.measure.sign == "+"
        return replace(asked, movement=Movement.INCREASE if up else Movement.DECREASE)
    if asked.open and target.upper is not None:
        return replace(asked, movement=Movement.DECREASE if target.upper else Movement.INCREASE)
    if asked.open and target.role is Role.TO and sentence.word(asked.end) != "to":
        falls = lower_is_better(sentence, asked.end)  # "drive adoption to 70%"
        return replace(asked, movement=Movement.DECREASE if falls else Movement.INCREASE)
    return replace(asked, movement=Movement.ACHIEVE)
