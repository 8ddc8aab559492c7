"""Which owner's goals support which objective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.answers.audit_index import AuditIndex
from service.domain.audit import Severity

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
        high: Ids of the goals that a finding of high severity concerns.
    """

    objectives: tuple[str, ...]
    owners: tuple[str, ...]
    goals: Mapping[tuple[str, str], frozenset[str]]
    high: frozenset[str]

    def within(self, objectives: Iterable[str], owners: Iterable[str]) -> frozenset[str]:
        """Goals of any of the owners that support any of the objectives, each once."""
        owners = tuple(owners)
        cells = (self.goals.get((o, owner), frozenset()) for o in objectives for owner in owners)
        return frozenset().union(*cells)


def alignment_map(index: AuditIndex) -> AlignmentMap:
    """The map of an audit."""
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for goal in index.goal_set.goals:
        links = index.links_from.get(goal.id, ())
        for objective in [link.objective for link in links] or [ADRIFT]:
            cells[objective, index.owner(goal.id)].add(goal.id)
    owners = {owner for _, owner in cells}
    high = (f for f in index.findings if f.severity is Severity.HIGH)
    return AlignmentMap(
        objectives=tuple(objective.id for objective in index.goal_set.objectives),
        owners=tuple(sorted(owners, key=lambda owner: (owner.casefold(), owner))),
        goals={place: frozenset(goals) for place, goals in cells.items()},
        high=frozenset(goal for finding in high for goal in finding.goals),
    )
