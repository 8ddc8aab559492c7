"""One goal set's way to its findings; read ``audit`` from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from kpi_library.library import KpiLibrary
from service.audit.adjudication import with_model
from service.audit.confidence import calibrated
from service.audit.context import AuditContext
from service.audit.kpi_names import KpiNames
from service.audit.kpi_paths import KpiAffinity, KpiMap
from service.audit.link import Because, link
from service.audit.link_votes import link_votes
from service.audit.nearest import Nearest, nearest
from service.audit.rules import DEFAULT_RULES
from service.audit.score import score
from service.audit.signs import Signs, signs_of
from service.audit.support import Support, support
from service.audit.trifles import LEAST_TRIFLE, trifle_log_odds
from service.audit.votes import with_link_votes
from service.domain.audit import Audit, Finding, Severity
from service.domain.goal_set import GoalSet
from service.domain.ports import Embedder, Progress, Scores, Vectors
from service.llm.session import LlmSession
from service.understanding.means import means_of
from service.understanding.wording import Wording, WordingReader, read_wordings

_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


@dataclass(frozen=True)
class _Texts:
    """A goal set, read and embedded, with the KPIs that its texts are about."""

    goal_set: GoalSet
    wordings: Mapping[str, Wording]
    goals: Vectors
    nearest_goals: Nearest
    objectives: Vectors
    goal_kpis: KpiAffinity
    objective_kpis: KpiAffinity


class Auditor:
    """Audits goal sets with the KPI library as map of what drives what."""

    def __init__(
        self,
        library: KpiLibrary,
        kpi_map: KpiMap,
        embedder: Embedder,
        read: WordingReader = read_wordings,
    ) -> None:
        self._read = read
        self._library = library
        self._kpi_map = kpi_map
        self._embedder = embedder
        self._kpi_names = KpiNames(name for kpi in library for name in (kpi.name, *kpi.aliases))

    def audit(
        self,
        goal_set: GoalSet,
        today: date,
        on_progress: Progress | None = None,
        llm: LlmSession | None = None,
    ) -> Audit:
        """Audit a goal set; the same set on the same day gets the same findings.

        Args:
            goal_set: What to audit.
            today: The day from which "next year" counts.
            on_progress: Called while texts are embedded.
            llm: Reads what is doubtful, where a language model is configured.
        """
        texts = self._embedded(goal_set, today, on_progress)
        context = self._linked(texts, today)
        findings = _found(context)
        if llm:
            because = self._because(texts.goal_kpis, texts.objective_kpis)
            context, findings = with_model(llm, context, findings, because, _found)
        return Audit(
            goal_set=goal_set,
            today=today,
            links=context.links,
            findings=tuple(sorted(findings, key=_urgency)),
            warnings=_warnings(context),
            library_version=self._library.version,
            model=self._embedder.model,
            score=score(context, findings),
            llm=llm.use if llm else None,
        )

    def uncalibrated_findings(self, goal_set: GoalSet, today: date) -> tuple[Finding, ...]:
        """Findings as sure as their rules are of them; training reads them."""
        context = self._linked(self._embedded(goal_set, today), today)
        return tuple(finding for rule in DEFAULT_RULES for finding in rule(context))

    def support(self, goal_set: GoalSet, today: date, llm: LlmSession | None = None) -> Support:
        """What the texts say of each goal and objective, before anything is decided.

        With a language model, after its votes on the doubtful ones.
        """
        alone = support(self.signs(goal_set, today))
        return with_link_votes(alone, link_votes(llm, goal_set, alone)) if llm else alone

    def signs(self, goal_set: GoalSet, today: date) -> Iterator[Signs]:
        """What ``support`` weighs, in blocks of goals; training reads it."""
        return self._signs(self._embedded(goal_set, today))

    def _linked(self, texts: _Texts, today: date) -> AuditContext:
        supported = support(self._signs(texts))
        because = self._because(texts.goal_kpis, texts.objective_kpis)
        return AuditContext(
            goal_set=texts.goal_set,
            wordings=texts.wordings,
            goal_vectors=texts.goals,
            objective_vectors=texts.objectives,
            nearest_goals=texts.nearest_goals,
            support=supported,
            links=link(texts.goal_set, supported, because),
            embedder=self._embedder,
            kpi_names=self._kpi_names,
            today=today,
        )

    def _signs(self, texts: _Texts) -> Iterator[Signs]:
        return signs_of(
            texts.goal_set,
            texts.goals,
            texts.nearest_goals,
            texts.objectives,
            self._kpi_map.strength(texts.goal_kpis, texts.objective_kpis),
            self._trifles(texts),
        )

    def _trifles(self, texts: _Texts) -> Scores:
        """Log-odds that each goal is a trifle, from its words and from the means it names.

        Fine words in front of the means do not make a foosball table serious.
        """
        odds = trifle_log_odds(texts.goals, self._embedder.model)
        means = {
            row: means
            for row, goal in enumerate(texts.goal_set.goals)
            if odds[row] > LEAST_TRIFLE and (means := means_of(texts.wordings[goal.id].content))
        }
        if means:
            of_means = self._embedder.embed(list(means.values()))
            rows = list(means)
            odds[rows] = np.maximum(odds[rows], trifle_log_odds(of_means, self._embedder.model))
        return odds

    def _embedded(
        self, goal_set: GoalSet, today: date, on_progress: Progress | None = None
    ) -> _Texts:
        entries = goal_set.entries
        read = self._read([entry.text for entry in entries], today)
        wordings = {entry.id: wording for entry, wording in zip(entries, read, strict=True)}
        # Of goals alone: what the strategy's authors wrote is what is to be served.
        texts = [wordings[goal.id].telling for goal in goal_set.goals]
        texts += [wordings[objective.id].content for objective in goal_set.objectives]
        vectors = self._embedder.embed(texts, on_progress)
        goals, objectives = np.split(vectors, [len(goal_set.goals)])
        return _Texts(
            goal_set,
            wordings,
            goals,
            nearest(goals),
            objectives,
            self._kpi_map.affinity(goals),
            self._kpi_map.affinity(objectives),
        )

    def _because(self, goals: KpiAffinity, objectives: KpiAffinity) -> Because:
        def because(goal: int, objective: int) -> str:
            path = self._kpi_map.strongest_path(goals, goal, objectives, objective)
            if len(path) > 1:
                names = [self._library[kpi_id].name for kpi_id in path]
                return " drives ".join(names)
            return f"both are about {self._library[path[0]].name}" if path else "their words agree"

        return because


def _found(context: AuditContext) -> list[Finding]:
    return [calibrated(finding) for rule in DEFAULT_RULES for finding in rule(context)]


def _warnings(context: AuditContext) -> tuple[str, ...]:
    foreign = [entry for entry, wording in context.wordings.items() if not wording.english]
    if not foreign:
        return ()
    named = ", ".join(foreign[:10]) + (", ..." if len(foreign) > 10 else "")
    return (f"Not English, so findings on them may miss the point: {named}",)


def _urgency(finding: Finding) -> tuple[int, float, str]:
    return _ORDER[finding.severity], -finding.confidence, finding.id
