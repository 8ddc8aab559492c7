"""What the parent's numbers give a KPI one level lower: arithmetic where it holds, else nothing.

If every part of a sum moves by p percent, so does the sum. A ratio of sums and a weighted mean
follow their parts as long as the parts keep their shares. How far a driver moves what it drives
is in no record, so a driver's number stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpi_library.models import Aggregation
from service.cascade.wording import act, counted, in_sentence, listed
from service.domain.cascade import CarriedTarget, Part
from service.domain.indicator import Indicator
from service.domain.objective import Movement, TargetKind
from service.domain.recommendation import Target

_MIXED = frozenset({Aggregation.RATIO_OF_SUMS, Aggregation.WEIGHTED_MEAN})
_RELATIVE = frozenset({"percent", "ratio"})


def carry(
    part: Part, holders: Sequence[str], moved: Movement | None, asked: str | None = None
) -> CarriedTarget:
    """The target of a unit that holds the parent's KPI itself.

    Args:
        part: The parent's KPI with its target.
        holders: Names of all units that hold it.
        moved: The planner's own movement of it.
        asked: What the objective's number is said of, when there is one.
    """
    name, target = in_sentence(part.indicator.name), part.target
    target = restyled(target, part.indicator)
    if target.value is None:
        said = f"The objective gives no number for {name}."
        if asked is not None:
            said = (
                f"The objective's number is said of “{asked}”. If {name} is the same to you, it "
                "holds here too."
            )
        return CarriedTarget(target, said)
    if len(holders) == 1:
        return CarriedTarget(
            target, f"{holders[0]} holds {name} whole, so the objective's number is its own."
        )
    aggregation = part.indicator.record.aggregation if part.indicator.record else None
    both = listed(holders)
    relative = target.value.kind is TargetKind.CHANGE and target.value.unit in _RELATIVE
    own = replace(target, baseline=None, needs=("baseline", *_without(target, "baseline")))
    if aggregation is Aggregation.SUM and relative:
        said = f"If {name} of each of {both} changes by the same percentage, so does their sum."
        return CarriedTarget(own, said)
    if aggregation is Aggregation.SUM:
        open_split = _open(part.indicator, target.deadline, moved)
        said = f"What {both} reach must add up to the objective's number; the split is theirs."
        return CarriedTarget(open_split, said)
    if aggregation in _MIXED and target.value.kind is TargetKind.ABSOLUTE:
        said = f"If {name} of each of {both} reaches the number, so does that of all together."
        return CarriedTarget(own, said)
    if aggregation in _MIXED:
        said = (
            f"If {name} of each of {both} changes by this much and each keeps its share of the "
            "whole, so does that of all together."
        )
        return CarriedTarget(own, said)
    said = f"{name[0].upper()}{name[1:]} of the whole does not follow from that of its parts."
    return CarriedTarget(_open(part.indicator, target.deadline, moved), said)


def ask(indicator: Indicator, parent: Indicator, deadline: date | None) -> CarriedTarget:
    """The open target of a KPI that moves the parent's: only the deadline is inherited."""
    said = (
        f"How far {in_sentence(parent.name)} moves with {in_sentence(indicator.name)} is in no "
        "record: follow both for a few periods, or set the number by judgement and test it."
    )
    return CarriedTarget(_open(indicator, deadline, None), said)


def restyled(target: Target, indicator: Indicator) -> Target:
    """The target with the KPI's name as it reads in mid-sentence."""
    sentence = target.sentence.replace(f" {indicator.name} ", f" {counted(indicator)} ", 1)
    return replace(target, sentence=sentence)


def _open(indicator: Indicator, deadline: date | None, moved: Movement | None) -> Target:
    end = f"{deadline.day} {deadline:%B %Y}" if deadline else "[deadline]"
    start = act(indicator, moved)
    if start.startswith("Bring "):
        start = f"Bring {counted(indicator)}"
    sentence = f"{start} from [baseline] to [target] by {end}."
    needs = ("baseline", "target") if deadline else ("baseline", "target", "deadline")
    return Target(sentence, None, None, deadline, needs)


def _without(target: Target, need: str) -> tuple[str, ...]:
    return tuple(known for known in target.needs if known != need)
