"""Bring an organisation's own catalogue in: what would be kept is proposed first, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.adapters.importers.catalogue import ReadCatalogue
from service.bootstrap import Application
from service.domain.own_kpi import OwnKpi
from service.domain.ports import Progress
from service.errors import InputError
from service.matching.equivalence import Match, match


@dataclass(frozen=True)
class Proposal:
    """What is to be kept of one KPI.

    Attributes:
        kpi: With ``same_as`` set to the library KPI that it is taken to equal, if any.
        nearest: The most probable library KPI, accepted or not.
        reason: Why ``same_as`` is what it is.
    """

    kpi: OwnKpi
    nearest: Match
    reason: str


def propose(
    application: Application,
    read: ReadCatalogue,
    decisions: Mapping[str, str | None],
    on_progress: Progress | None = None,
) -> tuple[Proposal, ...]:
    """What would be kept of a catalogue, in file order.

    A KPI that was kept before keeps what was decided for it then. Of several KPIs that seem to
    equal the same one of the library, the most probable is taken for it.

    Args:
        application: Library, model and store.
        read: The catalogue as read.
        decisions: Library id by own id as somebody decided, None for "equals none".
        on_progress: Called while texts are embedded.

    Raises:
        InputError: A decision names a KPI that does not exist.
    """
    _check(application, read, decisions)
    matches = match(read.kpis, application.library_catalogue, application.embedder, on_progress)
    kept = {kpi.id: kpi.same_as for kpi in application.store.own_kpis()}
    taken = {same for same in {**kept, **decisions}.values() if same}
    best: dict[str, Match] = {}
    for found in matches:
        rival = best.get(found.library.id)
        undecided = found.own.id not in decisions and found.own.id not in kept
        if undecided and found.accepted and (not rival or found.probability > rival.probability):
            best[found.library.id] = found

    def decided(found: Match) -> tuple[str | None, str]:
        own = found.own.id
        if own in decisions:
            return decisions[own], "as you decided"
        if own in kept:
            return kept[own], "as kept before"
        if not found.accepted:
            return None, "no KPI of the library is near enough"
        if found.library.id in taken:
            return None, "another KPI of yours already stands for it"
        if best[found.library.id] is not found:
            return None, f"{best[found.library.id].own.id} is nearer to it"
        return found.library.id, "proposed"

    proposals = []
    for found in matches:
        same, reason = decided(found)
        proposals.append(Proposal(replace(found.own, same_as=same), found, reason))
    return tuple(proposals)


def keep(
    application: Application, proposals: tuple[Proposal, ...], file: str, replace_all: bool
) -> None:
    """Keep the KPIs, all or none.

    Args:
        application: Where the store is.
        proposals: What to keep.
        file: Name of the file that they come from.
        replace_all: Whether KPIs kept before that are not among them go.

    Raises:
        StoreUnavailable: The store cannot be written; nothing is changed.
    """
    application.store.keep_own_kpis([p.kpi for p in proposals], file, replace_all)


def _check(
    application: Application, read: ReadCatalogue, decisions: Mapping[str, str | None]
) -> None:
    own = {kpi.id for kpi in read.kpis}
    for own_id, library_id in decisions.items():
        if own_id not in own:
            raise InputError(f"the file has no KPI with id {own_id!r}", where="--same")
        if library_id is not None and library_id not in application.library:
            raise InputError(f"the library has no KPI {library_id!r}", where="--same")
