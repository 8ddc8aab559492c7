"""An audit beside its goal set, looked up from every side; reports and workbooks read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from service.answers.audit import AuditAnswer, FindingAnswer, LinkAnswer
from service.domain.audit import Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

Value = TypeVar("Value")

#: Highest first.
URGENCY = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
#: Stand for owners that nobody named.
NO_OWNER, STRATEGY_OWNER = "No owner named", "Strategy owner"
#: Rules whose finding is mended above the goals that it names.
_OF_THE_STRATEGY = frozenset({"uncovered", "thin_coverage", "concentration"})


@dataclass(frozen=True)
class AuditIndex:
    """Lookups over an audit; findings are those that stand, dismissed ones are apart."""

    audit: AuditAnswer
    goal_set: GoalSet

    @cached_property
    def entries(self) -> dict[str, Goal | StrategicObjective]:
        """Goals and objectives by id."""
        return {entry.id: entry for entry in self.goal_set.entries}

    @cached_property
    def links_from(self) -> dict[str, list[LinkAnswer]]:
        """A goal's links, strongest first."""
        return _grouped((link.goal, link) for link in self._links)

    @cached_property
    def links_to(self) -> dict[str, list[LinkAnswer]]:
        """An objective's links, strongest first."""
        return _grouped((link.objective, link) for link in self._links)

    @cached_property
    def unlinked(self) -> tuple[Goal, ...]:
        """Goals that hang from nothing, in the order of the set."""
        return tuple(goal for goal in self.goal_set.goals if goal.id not in self.links_from)

    @cached_property
    def findings(self) -> tuple[FindingAnswer, ...]:
        """What stands, in the order in which to act on it."""
        standing = (finding for finding in self.audit.findings if not finding.dismissed)
        return tuple(sorted(standing, key=_priority))

    @cached_property
    def dismissed(self) -> tuple[FindingAnswer, ...]:
        """What somebody set aside."""
        apart = (finding for finding in self.audit.findings if finding.dismissed)
        return tuple(sorted(apart, key=_priority))

    @cached_property
    def findings_on(self) -> dict[str, list[FindingAnswer]]:
        """What stands, by the id of the goal or objective where it is mended."""
        return _grouped(
            (entry, finding) for finding in self.findings for entry in _mended_at(finding)
        )

    @cached_property
    def findings_for(self) -> dict[str, list[FindingAnswer]]:
        """What stands, by owner who has to act; the owner with the most urgent one first."""
        return _grouped(
            (owner, finding) for finding in self.findings for owner in self.owners(finding)
        )

    def owner(self, entry_id: str) -> str:
        """Who answers for a goal or objective, or words for nobody."""
        entry = self.entries.get(entry_id)
        nobody = STRATEGY_OWNER if isinstance(entry, StrategicObjective) else NO_OWNER
        return (entry.owner if entry else "") or nobody

    def owners(self, finding: FindingAnswer) -> tuple[str, ...]:
        """Who has to act on a finding."""
        return tuple(dict.fromkeys(self.owner(entry) for entry in _mended_at(finding)))

    @cached_property
    def _links(self) -> list[LinkAnswer]:
        return sorted(self.audit.links, key=lambda link: (-link.score, link.goal))


def _mended_at(finding: FindingAnswer) -> tuple[str, ...]:
    """Its goals, or the objectives that lack some or have too many."""
    above = finding.rule in _OF_THE_STRATEGY or not finding.goals
    return tuple(dict.fromkeys((finding.objectives if above else finding.goals) or finding.goals))


def _priority(finding: FindingAnswer) -> tuple[int, float, int, str]:
    """Severe first, then sure, then wide."""
    return (
        URGENCY.index(finding.severity),
        -finding.confidence,
        -len(finding.goals),
        finding.id,
    )


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
