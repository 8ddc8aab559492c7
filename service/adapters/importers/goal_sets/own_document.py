"""Our own shape, ``GoalSetDocument``, entry by entry: what is wrong is told of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from service.adapters.importers.goal_set import GoalDocument, ObjectiveDocument, dotted
from service.adapters.importers.goal_sets.entry import Entry, Kind, Listed
from service.adapters.importers.understood import RowIssue
from service.errors import InvalidGoalSet

D = TypeVar("D", bound=BaseModel)

OWN_DOCUMENT = "a goal set in our own shape"
_KEYS = ("organisation", "strategy", "goals")


def is_own_document(content: Any) -> bool:
    """Whether a document claims to be of our shape."""
    return isinstance(content, dict) and isinstance(content.get("strategy"), dict)


def read_own_document(content: Mapping[str, Any], name: str) -> Listed:
    """The entries of a document of our shape.

    Raises:
        InvalidGoalSet: It has keys that the shape does not have, or a list is none.
    """
    strategy = content["strategy"]
    for keys, known, at in ((content, _KEYS, ""), (strategy, ("objectives",), "strategy.")):
        if unknown := [key for key in keys if key not in known]:
            raise InvalidGoalSet(
                f"is not known; there are {', '.join(known)}", f"{name}: {at}{unknown[0]}"
            )
    organisation = content.get("organisation") or ""
    if not isinstance(organisation, str) or len(organisation) > 200:
        raise InvalidGoalSet("must be a text of at most 200 characters", f"{name}: organisation")
    issues: list[RowIssue] = []
    refused: set[str] = set()
    entries: list[Entry] = []
    lists = (
        (strategy.get("objectives"), "strategy.objectives", ObjectiveDocument, Kind.STRATEGIC),
        (content.get("goals"), "goals", GoalDocument, Kind.BELOW),
    )
    for records, at, kind, meant in lists:
        for place, record in _records(records, at, name):
            try:
                document = kind.model_validate(record)
            except ValidationError as error:
                wrong = [f"{dotted(one['loc'])}: {one['msg']}" for one in error.errors()]
                issues.append(RowIssue(place, "; ".join(w.removeprefix(": ") for w in wrong)))
                if isinstance(record, dict):
                    refused |= {str(record[key]) for key in ("id", "text") if record.get(key)}
                continue
            entries.append(_entry(document, place, meant))
    return Listed(OWN_DOCUMENT, tuple(entries), organisation, tuple(issues), frozenset(refused))


def _records(records: Any, at: str, name: str) -> Iterator[tuple[str, Any]]:
    if records is None:
        return
    if not isinstance(records, list):
        raise InvalidGoalSet("must be a list", f"{name}: {at}")
    for number, record in enumerate(records):
        yield f"{name}: {at}[{number}]", record


def _entry(document: ObjectiveDocument | GoalDocument, place: str, kind: Kind) -> Entry:
    fields = document.model_dump(exclude={"id", "text", "parent"})
    parents = tuple(document.parent) if isinstance(document, GoalDocument) else ()
    return Entry(place, document.text, document.id, parents, kind=kind, **fields)
