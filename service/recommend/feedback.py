"""What an organisation's earlier verdicts change in a ranking: bounded, listed, undone at will.

A verdict moves its KPI's log-odds by ``STRENGTH`` times the nearness of the objective that it was
given for to the present one. This is Rocchio's idea of relevance feedback (1971) on the scores
instead of the query: the query, and with it every other KPI, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from service.domain.feedback import EditedWording, Feedback, FeedbackEffect, Verdict
from service.domain.objective import Objective
from service.domain.ports import Embedder, Vectors
from service.matching.catalogue import Catalogue
from service.recommend.rank import Ranked
from service.understanding.content import content_of
from service.understanding.objective import read_objective

#: Log-odds by which a verdict on the same objective moves its KPI.
STRENGTH = 2.0
#: No number of verdicts moves a KPI further than this.
BOUND = 3.0
#: Cosine at which two objectives begin to have to do with each other, which one in thirty pairs
#: of example objectives of different library KPIs reaches, and at which they are the same wish.
APART, TOGETHER = 0.3, 0.75
#: The same nearness in every process, whatever texts shared an embedding batch.
_DECIMALS = 3
_REMEMBERED = 20_000

_SIGNS = {Verdict.ACCEPT: 1.0, Verdict.EDIT: 1.0, Verdict.REJECT: -1.0}

MOVED = (
    "Your feedback moved this answer; the relevance of what it moved includes it. "
    "Undo it to see the library's own ranking."
)
ALL_REJECTED = "Your feedback leaves no KPI for this objective. Undo some of it to see more."


@dataclass(frozen=True)
class Voice:
    """One verdict as it counts for the present objective.

    Attributes:
        feedback: The verdict.
        nearness: In [0, 1].
        contribution: Share of its KPI's shift, in log-odds.
    """

    feedback: Feedback
    nearness: float
    contribution: float


@dataclass(frozen=True)
class Sway:
    """What all feedback says on the present objective, by row of the catalogue.

    Attributes:
        voices: The verdicts that count, oldest first; none with nearness 0.
        rejected: Rows rejected for this very objective.
        wordings: The organisation's own words, whatever objective they were given for.
    """

    voices: Mapping[int, tuple[Voice, ...]] = field(default_factory=dict)
    rejected: frozenset[int] = frozenset()
    wordings: Mapping[int, EditedWording] = field(default_factory=dict)

    def shift(self, row: int) -> float:
        """Log-odds by which a KPI moves."""
        return sum(voice.contribution for voice in self.voices.get(row, ()))

    @property
    def raised(self) -> list[int]:
        """Rows that move up, ascending."""
        return sorted(row for row in self.voices if self.shift(row) > 0)


class FeedbackReader:
    """Reads feedback in the light of an objective."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder) -> None:
        self._embedder = embedder
        self._row_of = catalogue.row_of
        # What earlier requests embedded; answers are the same without.
        self._contents: dict[tuple[str, date], str] = {}
        self._vectors: dict[str, Vectors] = {}

    def read(
        self,
        feedback: Sequence[Feedback],
        objective: Objective,
        vector: Vectors,
        today: date,
        row_of: Mapping[str, int] | None = None,
    ) -> Sway:
        """What the feedback says on an objective.

        Args:
            feedback: Oldest first. Of several verdicts on one KPI for one objective the last
                counts; those on KPIs that the catalogue does not have count nothing.
            objective: The present one.
            vector: Unit vector of its content, shape (d,).
            today: The day from which dates in texts count.
            row_of: Rows by id of the catalogue with what joined it; None for the catalogue alone.
        """
        row_of = self._row_of if row_of is None else row_of
        known = [one for one in feedback if one.kpi in row_of]
        if not known:
            return Sway()
        contents = self._contents_of({one.objective for one in known}, today)
        present = content_of(objective)
        nearness = self._nearness(set(contents.values()), present, vector)
        last = {(row_of[one.kpi], contents[one.objective].casefold()): one for one in known}
        same = {one.id for one in known if _same(contents[one.objective], present)}
        counted: dict[int, list[tuple[Feedback, float]]] = {}
        for (row, _), one in last.items():
            near = nearness[contents[one.objective]]
            if near > 0:
                counted.setdefault(row, []).append((one, near))
        return Sway(
            {row: _voices(given) for row, given in counted.items()},
            frozenset(
                row
                for (row, _), one in last.items()
                if one.id in same and one.verdict is Verdict.REJECT
            ),
            _wordings(known, same, row_of),
        )

    def _contents_of(self, objectives: Collection[str], today: date) -> dict[str, str]:
        """Content of each objective's text."""
        if len(self._contents) > _REMEMBERED:
            self._contents, self._vectors = {}, {}
        remembered = self._contents
        for text in objectives:
            if (text, today) not in remembered:
                remembered[text, today] = content_of(read_objective(text, today))
        return {text: remembered[text, today] for text in objectives}

    def _nearness(
        self, contents: Collection[str], present: str, vector: Vectors
    ) -> dict[str, float]:
        """0 up to ``APART``, 1 from ``TOGETHER`` and for the same words, even between."""
        vectors = self._vectors  # another thread may forget them meanwhile
        new = sorted(content for content in contents if content not in vectors)
        if new:
            vectors.update(zip(new, self._embedder.embed(new), strict=True))
        return {
            content: 1.0
            if _same(content, present)
            else _nearness_of(float(vectors[content] @ vector))
            for content in contents
        }


def _wordings(
    known: Sequence[Feedback], same: set[str], row_of: Mapping[str, int]
) -> dict[int, EditedWording]:
    """The last edit of each KPI; one for the present objective, in ``same``, prevails."""
    edits = sorted(known, key=lambda one: one.id in same)
    return {
        row_of[one.kpi]: EditedWording(
            one.id, one.edit if one.id in same else replace(one.edit, target="")
        )
        for one in edits
        if one.edit
    }


def moved(ranked: Sequence[Ranked], sway: Sway) -> list[Ranked]:
    """The ranking after feedback, most relevant first, without what was rejected for this."""
    kept = [item for item in ranked if item.row not in sway.rejected]
    return sorted(shifted(kept, sway), key=lambda item: -item.relevance)


def shifted(ranked: Sequence[Ranked], sway: Sway) -> list[Ranked]:
    """The same KPIs in the same order, each with its relevance after feedback."""
    shifts = [sway.shift(item.row) for item in ranked]
    return [
        replace(item.moved(by), shift=by) if by else item
        for item, by in zip(ranked, shifts, strict=True)
    ]


def effects(
    sway: Sway, without: Sequence[Ranked], chosen: Sequence[Ranked]
) -> tuple[FeedbackEffect, ...]:
    """The verdicts on KPIs that are in the answer, or would be without feedback.

    Args:
        sway: What the feedback says.
        without: The answer without feedback.
        chosen: The answer.
    """
    before, now = _places(without), _places(chosen)
    rows = [*now, *(row for row in before if row not in now)]
    return tuple(
        FeedbackEffect(
            voice.feedback, voice.nearness, voice.contribution, before.get(row), now.get(row)
        )
        for row in rows
        for voice in sway.voices.get(row, ())
    )


def _same(content: str, other: str) -> bool:
    return content.casefold() == other.casefold()


def _nearness_of(cosine: float) -> float:
    near = (cosine - APART) / (TOGETHER - APART)
    return round(min(max(near, 0.0), 1.0), _DECIMALS)


def _voices(given: Sequence[tuple[Feedback, float]]) -> tuple[Voice, ...]:
    raw = [STRENGTH * near * _SIGNS[one.verdict] for one, near in given]
    total = abs(sum(raw))
    scale = BOUND / total if total > BOUND else 1.0
    return tuple(
        Voice(one, near, round(scale * share, 4))
        for (one, near), share in zip(given, raw, strict=True)
    )


def _places(items: Sequence[Ranked]) -> dict[int, int]:
    return {item.row: place for place, item in enumerate(items, start=1)}
