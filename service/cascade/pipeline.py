"""One objective's way down to departments, teams and persons; read ``cascade`` first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kpi_library.library import KpiLibrary
from kpi_library.models import Level
from service.cascade.carry import ask, carry
from service.cascade.compare import compared
from service.cascade.departments import Department, DepartmentFinder
from service.cascade.gaps import find_gaps
from service.cascade.parts import Anchors, find_parts
from service.cascade.sentences import objective_of
from service.cascade.share import Given, candidates, fit_of, select, share_out
from service.cascade.sources import Adviser
from service.cascade.tensions import find_tensions
from service.cascade.walk import cited, walk
from service.domain.cascade import (
    Cascade,
    CascadedKpi,
    CascadeRequest,
    Part,
    UnitGoal,
    UnknownDepartment,
)
from service.domain.ports import Embedder, Vectors
from service.domain.recommendation import RecommendationRequest, RecommendedKpi
from service.matching.catalogue import Catalogue

#: From the whole organisation downward.
LEVELS = (Level.DEPARTMENT, Level.TEAM, Level.PERSON)
#: KPIs of a team or a person; more than that nobody keeps in mind.
MOST_BELOW = 2
#: KPIs of one domain that the adviser is asked for.
ADVISED = 8


class Cascader:
    """Carries objectives down by one catalogue and the library's driver graph."""

    def __init__(
        self, library: KpiLibrary, catalogue: Catalogue, embedder: Embedder, adviser: Adviser
    ) -> None:
        self._library = library
        self._catalogue = catalogue
        self._embedder = embedder
        self._adviser = adviser
        self._departments = DepartmentFinder(library.domains, embedder)
        self._indicators = {
            indicator.record.id: indicator
            for indicator in catalogue.indicators
            if indicator.record is not None
        }

    def cascade(self, request: CascadeRequest) -> Cascade:
        """Answer a request; the same request gets the same answer."""
        departments, unknown = self._resolve(request)
        domains = {domain for department in departments for domain in department.domains}
        anchors = find_parts(
            self._adviser, self._library, request.objective, request.today, domains
        )
        units = self._share(request, departments, anchors) if departments and anchors.parts else ()
        units = compared(
            units,
            request.written,
            request.today,
            self._indicators,
            self._catalogue,
            self._embedder,
        )
        parts = _carried(anchors.parts, units)
        return Cascade(
            objective=anchors.objective,
            parts=parts,
            units=units,
            gaps=find_gaps(self._library, self._indicators, parts, units, domains)
            if departments
            else (),
            tensions=find_tensions(self._library, units),
            unknown=unknown,
            abstained=anchors.reason is not None or not departments,
            reason=anchors.reason or (None if departments else "No department named is known."),
            warnings=anchors.warnings,
            library_version=self._library.version,
            model=self._embedder.model,
        )

    def _resolve(
        self, request: CascadeRequest
    ) -> tuple[tuple[Department, ...], tuple[UnknownDepartment, ...]]:
        field = self._adviser.recommend(
            RecommendationRequest(request.objective, request.today)
        ).likely_domains
        found = [self._departments.find(name, field) for name in request.departments]
        return (
            tuple(department for department in found if isinstance(department, Department)),
            tuple(department for department in found if isinstance(department, UnknownDepartment)),
        )

    def _share(
        self, request: CascadeRequest, departments: tuple[Department, ...], anchors: Anchors
    ) -> tuple[UnitGoal, ...]:
        ways = walk(self._library, anchors.weights)
        domains = sorted({domain for department in departments for domain in department.domains})
        advised = self._advised(request, anchors, domains)
        found = candidates(self._indicators, Level.DEPARTMENT, ways, advised)
        work = self._work(departments)
        given = share_out(departments, work, found, self._catalogue)
        holders: dict[str, list[str]] = {}
        for department, kpis in zip(departments, given, strict=True):
            for item in kpis:
                holders.setdefault(item.candidate.record, []).append(department.name)
        return tuple(
            self._unit(request, department, vector, kpis, anchors, holders)
            for department, vector, kpis in zip(departments, work, given, strict=True)
        )

    def _work(self, departments: Sequence[Department]) -> Vectors:
        """Unit vectors of what departments do, shape (n, d): half their name, half their trade."""
        names = self._embedder.embed([department.name for department in departments])
        trades = self._embedder.embed([department.work for department in departments])
        both = names + trades
        vectors: Vectors = both / np.linalg.norm(both, axis=1, keepdims=True)
        return vectors

    def _advised(
        self, request: CascadeRequest, anchors: Anchors, domains: Sequence[str]
    ) -> dict[str, RecommendedKpi]:
        """KPIs that serve the words of the objective, by library id."""
        found: dict[str, RecommendedKpi] = {}
        for clause in anchors.asked:
            for domain in domains:
                wanted = RecommendationRequest(
                    clause, request.today, k=ADVISED, domain=domain, level=Level.DEPARTMENT
                )
                for item in self._adviser.recommend(wanted).kpis:
                    record = item.indicator.record
                    known = found.get(record.id) if record else None
                    if record and (known is None or item.relevance > known.relevance):
                        found[record.id] = item
        return found

    def _unit(
        self,
        request: CascadeRequest,
        department: Department,
        work: Vectors,
        given: Sequence[Given],
        anchors: Anchors,
        holders: Mapping[str, Sequence[str]],
    ) -> UnitGoal:
        parts = {p.indicator.record.id: p for p in anchors.parts if p.indicator.record}
        kpis = tuple(self._kpi(item, parts, anchors, holders) for item in given)
        taken = set(holders) - {item.candidate.record for item in given}
        return UnitGoal(
            unit=department.name,
            level=Level.DEPARTMENT,
            domains=department.domains,
            objective=objective_of(kpis, self._library, self._indicators, anchors.moved)
            if kpis
            else None,
            kpis=kpis,
            nothing=None if kpis else _nothing(department),
            children=self._below(request, department, work, kpis, anchors, taken, Level.TEAM),
        )

    def _below(
        self,
        request: CascadeRequest,
        department: Department,
        work: Vectors,
        above: Sequence[CascadedKpi],
        anchors: Anchors,
        taken: set[str],
        level: Level,
    ) -> tuple[UnitGoal, ...]:
        """The same one level lower: what drives the KPIs above, or a part of them."""
        if LEVELS.index(level) > LEVELS.index(request.down_to) or not above:
            return ()
        records = {kpi.indicator.record.id: kpi for kpi in above if kpi.indicator.record}
        strongest = max(kpi.strength for kpi in above)
        weights = {record: kpi.strength / strongest for record, kpi in records.items()}
        found = [
            candidate
            for candidate in candidates(self._indicators, level, walk(self._library, weights), {})
            if candidate.record not in taken
        ]
        given = [
            Given(candidate, fit)
            for candidate in found
            if (fit := fit_of(department, work, candidate, self._catalogue)) > 0
        ]
        new = [item for item in given if item.candidate.record not in records]
        chosen = select(new, self._catalogue, MOST_BELOW) if new else []
        if not chosen:
            chosen = select(given, self._catalogue, MOST_BELOW)
        kpis = tuple(self._lower(item, records, anchors, level) for item in chosen)
        name = f"{department.name}, each {level.value}"
        above_name = department.name if level is Level.TEAM else "the team"
        return (
            UnitGoal(
                unit=name,
                level=level,
                domains=department.domains,
                objective=objective_of(
                    kpis, self._library, self._indicators, anchors.moved, above_name
                )
                if kpis
                else None,
                kpis=kpis,
                nothing=None
                if kpis
                else f"Nothing that moves these KPIs is read for a {level.value}.",
                children=self._below(request, department, work, kpis, anchors, taken, Level.PERSON)
                if level is Level.TEAM
                else (),
            ),
        )

    def _kpi(
        self,
        item: Given,
        parts: Mapping[str, Part],
        anchors: Anchors,
        holders: Mapping[str, Sequence[str]],
    ) -> CascadedKpi:
        candidate = item.candidate
        path = candidate.way.path if candidate.way else ()
        part = parts[path[-1]] if path else None
        deadline = (part.target.deadline if part else None) or anchors.objective.deadline
        if part and len(path) == 1:
            asked = anchors.objective.subject if anchors.objective.target else None
            target = carry(
                part, holders[candidate.record], anchors.moved.get(candidate.record), asked
            )
        else:
            parent = part.indicator if part else anchors.parts[0].indicator
            target = ask(candidate.indicator, parent, deadline)
        reasons = cited(self._library, path)
        if candidate.advised and not reasons:
            reasons = candidate.advised.reasons
        return CascadedKpi(
            indicator=candidate.indicator,
            strength=round(item.fit, 4),
            path=path,
            part=path[-1] if path else None,
            reasons=reasons,
            target=target,
        )

    def _lower(
        self, item: Given, above: Mapping[str, CascadedKpi], anchors: Anchors, level: Level
    ) -> CascadedKpi:
        candidate = item.candidate
        path = candidate.way.path if candidate.way else (candidate.record,)
        parent = above[path[-1]]
        given = parent.target.target
        if len(path) == 1:
            part = Part(parent.indicator, 1.0, "", given)
            target = carry(part, (f"each {level.value}", "all others"), None)
        else:
            target = ask(candidate.indicator, parent.indicator, given.deadline)
        return CascadedKpi(
            indicator=candidate.indicator,
            strength=round(item.fit, 4),
            path=path,
            part=path[-1],
            reasons=cited(self._library, path),
            target=target,
        )


def _carried(parts: Sequence[Part], units: Sequence[UnitGoal]) -> tuple[Part, ...]:
    """The parts with who carries them: who holds the KPI, or one that drives it."""
    holders: dict[str, list[str]] = {}
    for unit in units:
        for kpi in unit.kpis:
            for step in kpi.path:
                holders.setdefault(step, []).append(unit.unit)
    return tuple(
        replace(
            part,
            carried_by=tuple(
                dict.fromkeys(holders.get(part.indicator.record.id, ()))
                if part.indicator.record
                else ()
            ),
        )
        for part in parts
    )


def _nothing(department: Department) -> str:
    return (
        f"Nothing that {department.name} works on is known to move this objective. "
        "Leave it out, or say what it is to contribute."
    )
