"""Which owner's goals support which objective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from service.answers.audit_index import AuditIndex
from service.domain.audit import Severity

Key = TypeVar("Key")

#: Stands in place of an objective for goals that hang from nothing; no id is empty.
ADRIFT = ""


@dataclass(frozen=True)
class AlignmentMap:
    """Goals by objective and owner.

    Attributes:
        objectives: Ids, in the order of the strategy.
        owners: Names, in alphabetical order.
        goals: Ids by (objective, owner), where there are any; ``ADRIFT`` for those that hang
            from nothing.
        by_objective: Ids by objective, over all owners; ``ADRIFT`` here too.
        by_owner: Ids by owner, whatever they support.
        high: Ids of the goals and objectives that have a finding of high severity.
    """

    objectives: tuple[str, ...]
    owners: tuple[str, ...]
    goals: Mapping[tuple[str, str], frozenset[str]]
    by_objective: Mapping[str, frozenset[str]]
    by_owner: Mapping[str, frozenset[str]]
    high: frozenset[str]

    def within(self, objectives: Iterable[str], owners: Iterable[str]) -> frozenset[str]:
        """Goals of any of the owners that support any of the objectives, each once."""
        owners = tuple(owners)
        cells = (self.goals.get((o, owner), frozenset()) for o in objectives for owner in owners)
        return frozenset().union(*cells)


def alignment_map(index: AuditIndex) -> AlignmentMap:
    """The map of an audit."""
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_objective: dict[str, set[str]] = defaultdict(set)
    by_owner: dict[str, set[str]] = defaultdict(set)
    for goal in index.goal_set.goals:
        owner = index.owner(goal.id)
        by_owner[owner].add(goal.id)
        links = index.links_from.get(goal.id, ())
        for objective in [link.objective for link in links] or [ADRIFT]:
            cells[objective, owner].add(goal.id)
            by_objective[objective].add(goal.id)
    return AlignmentMap(
        objectives=tuple(objective.id for objective in index.goal_set.objectives),
        owners=tuple(sorted(by_owner, key=lambda owner: (owner.casefold(), owner))),
        goals=_frozen(cells),
        by_objective=_frozen(by_objective),
        by_owner=_frozen(by_owner),
        high=frozenset(
            entry
            for entry, findings in index.findings_on.items()
            if any(finding.severity is Severity.HIGH for finding in findings)
        ),
    )


def _frozen(sets: Mapping[Key, set[str]]) -> dict[Key, frozenset[str]]:
    return {key: frozenset(goals) for key, goals in sets.items()}
