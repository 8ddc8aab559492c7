"""From entries as they stand in files to a goal set: ids, parents, and what is an objective."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kpi_library.models import Level
from service.adapters.importers.goal_set import (
    GoalDocument,
    ObjectiveDocument,
    dotted,
)
from service.adapters.importers.goal_sets.entry import Entry, Kind
from service.adapters.importers.goal_sets.fields import Field
from service.adapters.importers.understood import RowIssue

D = TypeVar("D", bound=BaseModel)

_LONGEST_SLUG = 60
_DIGEST = 8
#: A parent cell may hold several ids; an id may hold any of these itself, so the whole goes first.
_JOINTS = (None, re.compile(r"\s*\n\s*"), re.compile(r"\s*[;|\n]\s*"), re.compile(r"\s*[,;|\n]\s*"))
NO_OBJECTIVE = (
    "no entry can be made out as an objective of the strategy: none is of a type such as "
    "'strategic objective', and none without parent has goals under it. Give the strategy a file "
    "of its own by --strategy, or say which column is the type or the parent: "
    "--map type=COLUMN, --map parent=COLUMN"
)


@dataclass(frozen=True)
class Arranged:
    """Checked entries.

    Attributes:
        objectives: Of the strategy, in file order.
        goals: In file order; their parents exist, and form no cycle.
        issues: Entries that were refused, or read with a doubt.
        told: How objectives were told from goals.
    """

    objectives: tuple[ObjectiveDocument, ...]
    goals: tuple[GoalDocument, ...]
    issues: tuple[RowIssue, ...]
    told: str


def arrange(
    entries: Sequence[Entry],
    refused: Iterable[str] = (),
    above: Sequence[ObjectiveDocument] | None = None,
) -> Arranged:
    """Settle ids and parents, and tell objectives from goals.

    Args:
        entries: As they stand in the file.
        refused: Ids and texts of rows that were refused before.
        above: The strategy, where it has a file of its own; all entries are goals then.
    """
    return _Arranging(entries, set(refused), above).result()


@dataclass
class _Arranging:
    entries: Sequence[Entry]
    refused: set[str]
    above: Sequence[ObjectiveDocument] | None
    issues: list[RowIssue] = field(default_factory=list)

    def result(self) -> Arranged:
        self.ids = self._ids()
        self.places: dict[str, str] = {o.id: f"the strategy's {o.id!r}" for o in self.above or ()}
        self.titles: dict[str, list[str]] = defaultdict(list)
        for objective in self.above or ():
            self.titles[_folded(objective.text)].append(objective.id)
        kept = [entry for entry in self.entries if self._is_first(entry)]
        parents: dict[str, tuple[str, ...]] = {}
        for entry in kept:
            if (found := self._parents(entry)) is not None:
                parents[self.ids[entry]] = found
        kept = [entry for entry in kept if self.ids[entry] in parents]
        for entry in self._in_cycles(kept, parents):
            del parents[self.ids[entry]]
        kept = [entry for entry in kept if self.ids[entry] in parents]
        tops, told = self._tops(kept, parents)
        objectives = list(self.above or ())
        objectives += self._checked(
            [e for e in kept if e in tops], ObjectiveDocument, self._objective
        )
        goals = self._checked(
            [e for e in kept if e not in tops],
            GoalDocument,
            lambda entry: self._goal(entry, parents[self.ids[entry]]),
        )
        existing = {o.id for o in objectives} | {g.id for g in goals}
        return Arranged(
            tuple(objectives),
            tuple(self._without_lost(goal, existing) for goal in goals),
            tuple(self.issues),
            told,
        )

    def _refuse(self, entry: Entry, message: str) -> None:
        self.issues.append(RowIssue(entry.place, message))
        self.refused.update((self.ids[entry], _folded(entry.text)))

    def _ids(self) -> dict[Entry, str]:
        """Given ids; else the text's words, with a digest of the entry where two would be alike."""
        given = {entry.id for entry in self.entries if entry.id}
        given |= {objective.id for objective in self.above or ()}
        slugs = {entry: _slug(entry.text) for entry in self.entries if not entry.id}
        count = Counter(slugs.values())
        ids: dict[Entry, str] = {}
        for entry in self.entries:
            slug = slugs.get(entry, "")
            alone = slug and count[slug] == 1 and slug not in given
            ids[entry] = entry.id or (slug if alone else f"{slug or 'goal'}-{_digest(entry)}")
        return ids

    def _is_first(self, entry: Entry) -> bool:
        of_entry = self.ids[entry]
        if of_entry in self.places:
            known = self.places[of_entry]
            self.issues.append(
                RowIssue(
                    entry.place,
                    f"{of_entry!r} is already the id of {known}"
                    if entry.id
                    else f"repeats {known} in every field",
                )
            )
            return False
        self.places[of_entry] = entry.place
        self.titles[_folded(entry.text)].append(of_entry)
        return True

    def _parents(self, entry: Entry) -> tuple[str, ...] | None:
        """Ids of the entries above; None when one cannot be made out, which is told."""
        found = [self.ids[entry.under]] if entry.under else []
        for cell in entry.parents:
            parts = self._named(cell, entry)
            if isinstance(parts, str):
                self._refuse(entry, parts)
                return None
            found += parts
        return tuple(dict.fromkeys(found))

    def _named(self, cell: str, entry: Entry) -> list[str] | str:
        """The ids that a parent cell names, or what is wrong with it."""
        cut = [[p for p in (j.split(cell) if j else [cell]) if p] for j in _JOINTS]
        for parts in cut:
            if all(part in self.places for part in parts):
                return parts
        for parts in cut:
            found = [self._one(part, entry) for part in parts]
            if all(found):
                return [one for one in found if one]
        known = [part for part in cut[-1] if self._one(part, entry)]
        unknown = [part for part in (cut[-1] if known else cut[-2]) if part not in known]
        part = unknown[0] if unknown else cell
        same = len(self.titles.get(_folded(part), ()))
        if same > 1:
            return f"parent: {part!r} is the text of {same} entries: name it by its id"
        return f"parent: {part!r} is not the id of an objective or goal, nor the text of one"

    def _one(self, part: str, entry: Entry) -> str | None:
        if part in self.places or part in self.refused:
            return part
        if _folded(part) in self.refused and _folded(part) not in self.titles:
            return part
        same = [i for i in self.titles.get(_folded(part), ()) if i != self.ids[entry]]
        return same[0] if len(same) == 1 else None

    def _in_cycles(
        self, kept: Sequence[Entry], parents: Mapping[str, tuple[str, ...]]
    ) -> list[Entry]:
        """Entries that stand in a circle of parents, each told."""
        inside = {i: {p for p in of_entry if p in parents} for i, of_entry in parents.items()}
        _peel(inside)
        turned = _turned(inside)
        _peel(turned)
        circle = [entry for entry in kept if self.ids[entry] in turned]
        for entry in circle:
            above = next(parent for parent in parents[self.ids[entry]] if parent in turned)
            self._refuse(entry, f"parent: {above!r}: the parents form a cycle")
        return circle

    def _tops(
        self, kept: Sequence[Entry], parents: Mapping[str, tuple[str, ...]]
    ) -> tuple[set[Entry], str]:
        """The objectives among the entries, and how they were told."""
        if self.above is not None:
            return set(), "they come from a file of their own"
        roots = [entry for entry in kept if not parents[self.ids[entry]]]
        kinds = {entry.kind for entry in kept}
        served = {parent for of_entry in parents.values() for parent in of_entry}
        rules: list[tuple[str, Callable[[Entry], bool]]] = [
            ("their type, sheet or column says so", lambda e: e.kind is Kind.STRATEGIC),
            (
                "their level is the company",
                lambda e: e.level is Level.COMPANY and e.kind is not Kind.BELOW,
            ),
        ]
        if Kind.BELOW in kinds:
            rules.append(("their type is objective", lambda e: e.kind is Kind.OBJECTIVE))
        rules.append(("they have no parent, and goals under them", lambda e: self.ids[e] in served))
        for told, rule in rules:
            if tops := {entry for entry in roots if rule(entry)}:
                return tops, told
        return set(), ""

    def _checked(
        self, entries: Iterable[Entry], kind: type[D], of: Callable[[Entry], dict[str, Any]]
    ) -> list[D]:
        """The documents of entries; one that breaks a limit is refused."""
        documents = []
        for entry in entries:
            try:
                documents.append(kind.model_validate(of(entry)))
            except ValidationError as error:
                wrong = [f"{dotted(one['loc'])}: {one['msg']}" for one in error.errors()]
                self._refuse(entry, "; ".join(wrong))
        return documents

    def _objective(self, entry: Entry) -> dict[str, Any]:
        further = dict(entry.further)
        level = "" if entry.level in (None, Level.COMPANY) else str(entry.level)
        start = entry.start.isoformat() if entry.start else ""
        for of_field, text in ((Field.KPI, entry.kpi), (Field.LEVEL, level), (Field.START, start)):
            if text:
                further.setdefault(entry.headings.get(of_field, of_field), text)
        return {
            "id": self.ids[entry],
            "text": entry.text,
            "owner": entry.owner,
            "due": entry.due,
            "further": further,
        }

    def _goal(self, entry: Entry, parents: tuple[str, ...]) -> dict[str, Any]:
        return {
            "id": self.ids[entry],
            "text": entry.text,
            "owner": entry.owner,
            "parent": list(parents),
            "kpi": entry.kpi,
            "level": entry.level,
            "start": entry.start,
            "due": entry.due,
            "further": dict(entry.further),
        }

    def _without_lost(self, goal: GoalDocument, existing: set[str]) -> GoalDocument:
        """The goal without parents that were refused: the row that names them is sound."""
        lost = [parent for parent in goal.parent if parent not in existing]
        if not lost:
            return goal
        named = ", ".join(map(repr, lost))
        self.issues.append(
            RowIssue(
                self.places[goal.id],
                f"parent: {named} is refused; this goal would be read without it",
                refused=False,
            )
        )
        kept = [parent for parent in goal.parent if parent in existing]
        further = {**goal.further, "parent that was refused": "; ".join(lost)}
        return goal.model_copy(update={"parent": kept, "further": further})


def _turned(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    turned: dict[str, set[str]] = {node: set() for node in edges}
    for node, targets in edges.items():
        for target in targets & edges.keys():
            turned[target].add(node)
    return turned


def _peel(edges: dict[str, set[str]]) -> None:
    """Take away, again and again, nodes that point to none that is left."""
    sources = _turned(edges)
    left = {node: len(targets & edges.keys()) for node, targets in edges.items()}
    ready = [node for node, count in left.items() if not count]
    while ready:
        node = ready.pop()
        del edges[node]
        for source in sources[node]:
            left[source] -= 1
            if not left[source]:
                ready.append(source)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", text.lower()))[:_LONGEST_SLUG].strip("-")


def _digest(entry: Entry) -> str:
    """What tells entries of the same words apart, the same for the same entry in any order."""
    said: list[Any] = []
    above: Entry | None = entry
    while above is not None:
        said.append([above.text, above.id])
        above = above.under
    said += [entry.parents, entry.owner, entry.kpi, entry.level, entry.start, entry.due]
    said.append(sorted(entry.further.items()))
    return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:_DIGEST]
