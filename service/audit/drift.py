"""Compare an audit with an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from service.domain.audit import Audit, Finding, Link, Score
from service.domain.drift import (
    Drift,
    Entry,
    EntryChanges,
    MovedGoal,
    PartChange,
    Renaming,
    Rewording,
    ScoreChange,
    StrategyEffect,
)
from service.domain.goal_set import Goal, StrategicObjective

Entries = Sequence[Goal | StrategicObjective]
#: Ids of the earlier audit to those of the later one, of what stands in both.
Pairs = Mapping[str, str]


def drift(before: Audit, after: Audit) -> Drift:
    """What changed from one audit to a later one."""
    goals = _pairs(before.goal_set.goals, after.goal_set.goals)
    objectives = _pairs(before.goal_set.objectives, after.goal_set.objectives)
    standing = set(goals.values())
    held = [_renamed(link, goals, objectives) for link in before.links if link.goal in goals]
    had, has = _ends(held), _ends(after.links)
    return Drift(
        goals=_changes(before.goal_set.goals, after.goal_set.goals, goals),
        objectives=_changes(before.goal_set.objectives, after.goal_set.objectives, objectives),
        lost=tuple(link for link in held if (link.goal, link.objective) not in has),
        won=tuple(
            link
            for link in after.links
            if link.goal in standing and (link.goal, link.objective) not in had
        ),
        new=_not_among(after.findings, before.findings, {}, {**goals, **objectives}),
        settled=_not_among(before.findings, after.findings, {**goals, **objectives}, {}),
        effects=tuple(_effects(before, after, goals, objectives)),
        score=_score_change(before.score, after.score),
        notes=tuple(_notes(before, after)),
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _pairs(before: Entries, after: Entries) -> dict[str, str]:
    """What is the same entry: by id and words, then by words, then by id.

    Words go before ids, because a file whose ids are line numbers shifts them all when a line
    is put in.
    """
    old = {entry.id: _folded(entry.text) for entry in before}
    new = {entry.id: _folded(entry.text) for entry in after}
    pairs = {id_: id_ for id_, text in old.items() if new.get(id_) == text}
    free: dict[str, list[str]] = {}
    for id_ in sorted(new.keys() - pairs.keys(), reverse=True):
        free.setdefault(new[id_], []).append(id_)
    for id_ in sorted(old.keys() - pairs.keys()):
        if free.get(old[id_]):
            pairs[id_] = free[old[id_]].pop()
    taken = set(pairs.values())
    pairs |= {id_: id_ for id_ in old if id_ not in pairs and id_ in new and id_ not in taken}
    return pairs


def _changes(before: Entries, after: Entries, pairs: Pairs) -> EntryChanges:
    new = {entry.id: entry for entry in after}
    stays = set(pairs.values())
    both = [(entry, new[pairs[entry.id]]) for entry in before if entry.id in pairs]
    return EntryChanges(
        added=tuple(Entry(e.id, e.text) for e in after if e.id not in stays),
        gone=tuple(Entry(e.id, e.text) for e in before if e.id not in pairs),
        reworded=tuple(
            Rewording(b.id, a.text, b.text) for a, b in both if _folded(a.text) != _folded(b.text)
        ),
        renamed=tuple(Renaming(a.id, b.id, b.text) for a, b in both if a.id != b.id),
    )


def _renamed(link: Link, goals: Pairs, objectives: Pairs) -> Link:
    objective = objectives.get(link.objective, link.objective)
    via = tuple(goals.get(entry, entry) for entry in link.via)
    return replace(link, goal=goals[link.goal], objective=objective, via=via)


def _ends(links: Sequence[Link]) -> set[tuple[str, str]]:
    return {(link.goal, link.objective) for link in links}


def _not_among(
    findings: Sequence[Finding], others: Sequence[Finding], names: Pairs, other_names: Pairs
) -> tuple[Finding, ...]:
    """Findings that the others do not have: not by id, nor by rule and what they concern.

    Rewording a goal gives its findings other ids, and an orphan in other words is no new one.
    """
    ids = {finding.id for finding in others}
    known = {_concern(finding, other_names) for finding in others}
    return tuple(f for f in findings if f.id not in ids and _concern(f, names) not in known)


def _concern(finding: Finding, names: Pairs) -> tuple[str, frozenset[str]]:
    concerned = (*finding.goals, *finding.objectives)
    return finding.rule, frozenset(names.get(entry, entry) for entry in concerned)


def _effects(
    before: Audit, after: Audit, goals: Pairs, objectives: Pairs
) -> Iterator[StrategyEffect]:
    new_objectives = {objective.id: objective.text for objective in after.goal_set.objectives}
    new_goals = {goal.id: goal.text for goal in after.goal_set.goals}
    old_goals = {goal.id: goal.text for goal in before.goal_set.goals}
    under: dict[str, list[str]] = {}
    for link in before.links:
        under.setdefault(link.objective, []).append(link.goal)
    hangs: dict[str, list[str]] = {}
    for link in after.links:
        hangs.setdefault(link.goal, []).append(link.objective)
    for objective in before.goal_set.objectives:
        name = objectives.get(objective.id)
        words = None if name is None else new_objectives[name]
        if words is not None and _folded(words) == _folded(objective.text):
            continue
        untouched = [
            Entry(goals[goal], new_goals[goals[goal]])
            for goal in under.get(objective.id, ())
            if goal in goals and _folded(new_goals[goals[goal]]) == _folded(old_goals[goal])
        ]
        left = [goal for goal in untouched if name not in hangs.get(goal.id, ())]
        adrift = tuple(goal for goal in left if goal.id not in hangs)
        moved = tuple(MovedGoal(g, tuple(hangs[g.id])) for g in left if g.id in hangs)
        if left:
            yield StrategyEffect(name or objective.id, objective.text, words, adrift, moved)


def _score_change(before: Score | None, after: Score | None) -> ScoreChange | None:
    if before is None or after is None:
        return None
    old = {part.name: part for part in before.parts}
    new = {part.name: part for part in after.parts}
    parts = []
    for name in dict.fromkeys((*old, *new)):
        a, b = old.get(name), new.get(name)
        points = (b.weight * b.value if b else 0.0) - (a.weight * a.value if a else 0.0)
        parts.append(
            PartChange(name, a.value if a else None, b.value if b else None, round(100 * points, 1))
        )
    change = round(after.value - before.value, 1)
    return ScoreChange(before.value, after.value, change, tuple(parts))


def _notes(before: Audit, after: Audit) -> Iterator[str]:
    names = before.goal_set.organisation, after.goal_set.organisation
    if names[0] != names[1]:
        yield f"These are audits of two organisations, “{names[0]}” and “{names[1]}”."
    if before.model != after.model:
        yield (
            f"The earlier audit was made with the model {before.model}, the later one with "
            f"{after.model}: links, findings and score may differ for that reason alone."
        )
    if before.library_version != after.library_version:
        yield (
            f"The earlier audit was made with version {before.library_version} of the KPI "
            f"library, the later one with {after.library_version}: links, findings and score may "
            "differ for that reason alone."
        )
    if before.score is None or after.score is None:
        yield "One of the audits was kept before there was a score."
