"""The tree of a report: objectives, and the goals as they hang from each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.answers.audit import LinkAnswer
from service.answers.audit_index import AuditIndex
from service.domain.goal_set import Goal, StrategicObjective

#: Goals that the tree shows over all objectives, and how deep it nests them.
MAX_HANGING, MAX_DEPTH = 1_200, 6


@dataclass(frozen=True)
class Hanging:
    """A goal in its place, with those under it.

    Attributes:
        goal: The goal.
        link: Its link to the objective of the branch; None when it hangs from nothing.
        anchor: Where other parts of the report point to it; empty where it repeats.
        below: Goals that are declared under it.
    """

    goal: Goal
    link: LinkAnswer | None
    anchor: str
    below: tuple[Hanging, ...] = ()


@dataclass(frozen=True)
class Branch:
    """An objective with the goals that support it, strongest first.

    Attributes:
        objective: The objective.
        anchor: Where other parts of the report point to it.
        hanging: Goals directly under it.
        count: How many goals support it.
        left_out: How many of them are not shown.
    """

    objective: StrategicObjective
    anchor: str
    hanging: tuple[Hanging, ...]
    count: int
    left_out: int


@dataclass(frozen=True)
class SupportTree:
    """All branches, what hangs from nothing, and where each entry stands.

    Attributes:
        branches: One an objective.
        adrift: Goals that hang from nothing and are shown.
        adrift_left_out: How many more there are.
        anchors: By the id of goals and objectives that are shown.
    """

    branches: tuple[Branch, ...]
    adrift: tuple[Hanging, ...]
    adrift_left_out: int
    anchors: Mapping[str, str]


def support_tree(index: AuditIndex) -> SupportTree:
    """The tree; of a large set only the strongest goals of each objective."""
    objectives = index.goal_set.objectives
    entries = len(index.audit.links) + len(index.unlinked)
    room = entries if entries <= MAX_HANGING else max(MAX_HANGING // (len(objectives) + 1), 1)
    goals = {goal.id: goal for goal in index.goal_set.goals}
    anchors: dict[str, str] = {}

    def hanging(goal: Goal, link: LinkAnswer | None, below: tuple[Hanging, ...] = ()) -> Hanging:
        new = goal.id not in anchors
        anchor = anchors.setdefault(goal.id, f"goal-{len(anchors) + 1}")
        return Hanging(goal, link, anchor if new else "", below)

    def branch(number: int, objective: StrategicObjective) -> Branch:
        links = index.links_to.get(objective.id, [])
        shown = {link.goal: link for link in links[:room]}
        under = _places(shown, goals)

        def placed(link: LinkAnswer) -> Hanging:
            below = tuple(placed(child) for child in under[link.goal])
            return hanging(goals[link.goal], link, below)

        return Branch(
            objective,
            f"objective-{number}",
            tuple(placed(link) for link in under[""]),
            len(links),
            len(links) - len(shown),
        )

    branches = tuple(branch(number, o) for number, o in enumerate(objectives, start=1))
    adrift = tuple(hanging(goal, None) for goal in index.unlinked[:room])
    places = {entry.objective.id: entry.anchor for entry in branches}
    return SupportTree(branches, adrift, len(index.unlinked) - len(adrift), places | anchors)


def _places(
    shown: Mapping[str, LinkAnswer], goals: Mapping[str, Goal]
) -> Mapping[str, list[LinkAnswer]]:
    """Links by the goal under which their own one stands; "" for directly under the objective.

    A goal stands under the first parent that supports the same objective. A chain of hundreds
    of goals is possible, and bent straight below ``MAX_DEPTH``.
    """
    parent = {goal: _parent(shown[goal], goals[goal].parents, shown) for goal in shown}
    place = {"": ("", 0)}  # under what, how deep
    for goal in shown:
        chain = [goal]
        while chain[-1] not in place:
            chain.append(parent[chain[-1]])
        for lower, upper in zip(chain[-2::-1], chain[:0:-1], strict=True):
            above, depth = place[upper]
            place[lower] = (upper, depth + 1) if depth < MAX_DEPTH else (above, depth)
    under: dict[str, list[LinkAnswer]] = defaultdict(list)
    for goal, link in shown.items():
        under[place[goal][0]].append(link)
    return under


def _parent(link: LinkAnswer, declared: Iterable[str], shown: Mapping[str, LinkAnswer]) -> str:
    return next((above for above in (*link.via[:1], *declared) if above in shown), "")
