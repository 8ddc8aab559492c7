"""What changed since an earlier audit, as a report shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.answers.audit_index import AuditIndex
from service.answers.drift import DriftAnswer, EntryChangesAnswer
from service.web.rendering import day


@dataclass(frozen=True)
class Changes:
    """What changed.

    Attributes:
        drift: All of it.
        since: When the earlier audit was made, as a date; with the time when it was the same day.
        gist: The few sentences that a summary has room for.
        texts: Words by id of goals and objectives, those that are gone too.
        same_entries: Whether nobody touched goals and objectives.
    """

    drift: DriftAnswer
    since: str
    gist: tuple[str, ...]
    texts: Mapping[str, str]
    same_entries: bool


def changes(drift: DriftAnswer, index: AuditIndex) -> Changes:
    """The changes with what they are to be shown beside.

    Args:
        drift: What changed.
        index: The later audit.
    """
    gone = {entry.id: entry.text for entry in (*drift.goals.gone, *drift.objectives.gone)}
    there = {id_: entry.text for id_, entry in index.entries.items()}
    touched = any(found for kind in (drift.goals, drift.objectives) for _, found in kind)
    then, now = drift.before.created_at, drift.after.created_at
    since = f"{day(then)}, {then:%H:%M} UTC" if then.date() == now.date() else day(then)
    return Changes(drift, since, tuple(_gist(drift)), gone | there, not touched)


def _gist(drift: DriftAnswer) -> Iterator[str]:
    adrift = {goal.id for effect in drift.strategy_effects for goal in effect.adrift}
    if adrift:
        hang = "goal hangs" if len(adrift) == 1 else "goals hang"
        yield f"{len(adrift)} {hang} from nothing because the strategy was edited"
    for what, entries in (("objective", drift.objectives), ("goal", drift.goals)):
        yield from _counted(what, _by_kind(entries))
    yield from _counted("link", {"lost": len(drift.links.lost), "won": len(drift.links.won)})
    found = {"new": len(drift.findings.new), "gone": len(drift.findings.gone)}
    yield from _counted("finding", found)


def _by_kind(entries: EntryChangesAnswer) -> dict[str, int]:
    return {kind: len(found) for kind, found in entries}


def _counted(what: str, counts: Mapping[str, int]) -> Iterator[str]:
    """Such as ``2 goals added, 1 gone``."""
    some = [(kind, count) for kind, count in counts.items() if count]
    if some:
        (kind, count), *others = some
        plural = "" if count == 1 else "s"
        yield ", ".join([f"{count} {what}{plural} {kind}", *(f"{n} {k}" for k, n in others)])
