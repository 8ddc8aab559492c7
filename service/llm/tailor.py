"""Recommended KPIs in words near to the organisation's, from one call for all of them.

The tailored text stands beside the cited record and never in its place. It is thrown away when it
brings in what the input does not bear out, or when it may mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from pydantic import BaseModel, ConfigDict

from prompts.fences import data_lines, one_line
from prompts.loader import Rendered, load
from service.domain.llm import Task
from service.domain.ports import Embedder
from service.domain.recommendation import RecommendationRequest, RecommendedKpi, Tailoring
from service.llm.checks import has_markup, new_numbers, number_sequence, repeats
from service.llm.session import LlmSession, call_for
from service.understanding.objective import read_objective

#: Least cosine of tailored name and definition to the record's, which one in a hundred pairs of
#: different library KPIs reaches: an organisation's own nouns take much away.
SAME_MEANING = 0.45
#: Least cosine of the target's words to the target's, whose numbers are compared one by one, and
#: of the reason to the objective with the KPI.
SAME_MATTER = 0.35
#: Characters of each field.
LONGEST = {"name": 100, "definition": 600, "target": 400, "reason": 300}
#: Objectives of the strategy that are shown, and how much of each text.
_STRATEGY, _TEXT, _DEFINITION = 10, 300, 500
_TOKENS = 220
_OPEN_PART = re.compile(r"\[(?:baseline|target|deadline|metric)\]")


class TailoredKpi(BaseModel):
    """One KPI as the model words it."""

    model_config = ConfigDict(extra="forbid")

    id: str
    name: str
    definition: str
    target: str
    reason: str


class TailorReply(BaseModel):
    """The form of the reply."""

    model_config = ConfigDict(extra="forbid")

    kpis: list[TailoredKpi]


def tailored(
    session: LlmSession,
    request: RecommendationRequest,
    kpis: Sequence[RecommendedKpi],
    embedder: Embedder,
) -> tuple[RecommendedKpi, ...]:
    """The same KPIs, each with a model's wording where it holds.

    The organisation's own wording stands: a KPI that has one is not reworded.

    Args:
        session: Whom to ask.
        request: The objective, with the goal above and the strategy for their words.
        kpis: As recommended.
        embedder: Tells whether two texts mean the same.
    """
    plain = [kpi for kpi in kpis if not kpi.edited]
    if not plain or session.unfinished:
        return tuple(kpis)
    prompt = tailor_prompt(request, plain)
    most = 200 + _TOKENS * len(plain)
    reply = session.ask(call_for(Task.TAILOR, prompt, TailorReply, most))
    offered = {f"K{at}": kpi for at, kpi in enumerate(plain, start=1)}
    sound: dict[str, Tailoring] = {}
    for one in reply.kpis if reply else ():
        name = one.id.strip()
        if name not in offered or name in sound:
            session.reject("id named twice" if name in sound else "unknown id")
            continue
        tailoring = Tailoring(*map(one_line, (one.name, one.definition, one.target, one.reason)))
        fault = next(_faults(tailoring, offered[name], request), None)
        if fault:
            session.reject(fault)
        else:
            sound[name] = tailoring
    meant = _meant(sound, offered, request, embedder)
    session.reject("tailored text of another meaning", len(sound) - len(meant))
    found = {offered[name].rank: sound[name] for name in meant}
    return tuple(replace(kpi, tailored=found.get(kpi.rank)) for kpi in kpis)


def tailor_prompt(request: RecommendationRequest, kpis: Sequence[RecommendedKpi]) -> Rendered:
    """What is asked."""
    lines = []
    for at, kpi in enumerate(kpis, start=1):
        definition = kpi.indicator.definition[:_DEFINITION] or "none given"
        lines += [
            (f"K{at} name", kpi.indicator.name[:_TEXT]),
            (f"K{at} definition", definition),
            (f"K{at} target", kpi.target.sentence[: LONGEST["target"]]),
        ]
    return load(Task.TAILOR).render(
        objective=request.objective,
        parent=request.parent[:_TEXT],
        strategy="\n".join(one_line(text[:_TEXT]) for text in request.strategy[:_STRATEGY]),
        kpis=data_lines(lines),
    )


def _faults(
    tailoring: Tailoring, kpi: RecommendedKpi, request: RecommendationRequest
) -> Iterator[str]:
    """Why a tailoring is thrown away."""
    indicator, sentence = kpi.indicator, kpi.target.sentence
    texts = {name: getattr(tailoring, name) for name in LONGEST}
    if any(not text or len(text) > LONGEST[name] for name, text in texts.items()):
        yield "tailored text too long or empty"
    if any(has_markup(_OPEN_PART.sub("", text)) for text in texts.values()):
        yield "links or markup"
    given = (indicator.name, indicator.definition, request.objective, sentence)
    if any(new_numbers(text, given) for text in texts.values()):
        yield "number that was not given"
    if any(repeats(text, load(Task.TAILOR).text) for text in texts.values()):
        yield "text of the prompt"
    if _open_parts(" ".join(texts.values())) != _open_parts(sentence) or (
        _open_parts(tailoring.target) != _open_parts(sentence)
    ):
        yield "open part of a target closed or moved"
    if number_sequence(tailoring.target) != number_sequence(sentence):
        yield "target with other numbers"
    aims = [read_objective(text, request.today).direction for text in (tailoring.target, sentence)]
    if aims[0] is not aims[1]:
        yield "target of another direction"


def _open_parts(text: str) -> list[str]:
    return sorted(_OPEN_PART.findall(text))


def _meant(
    sound: dict[str, Tailoring],
    offered: dict[str, RecommendedKpi],
    request: RecommendationRequest,
    embedder: Embedder,
) -> tuple[str, ...]:
    """Those whose words mean what the record says, and speak of this KPI rather than another."""
    if not sound:
        return ()
    documents = embedder.embed([kpi.indicator.document for kpi in offered.values()])
    pairs = [
        text
        for name, new in sound.items()
        for text in (
            f"{new.name}. {new.definition}",
            new.target,
            offered[name].target.sentence,
            new.reason,
            f"{request.objective} {offered[name].indicator.document}",
        )
    ]
    vectors = embedder.embed(pairs).reshape(len(sound), 5, -1)
    places = list(offered)
    kept = []
    for name, (words, target, sentence, reason, matter) in zip(sound, vectors, strict=True):
        near = documents @ words
        own = places.index(name)
        if (
            near[own] >= SAME_MEANING
            and near[own] >= np.max(near)
            and target @ sentence >= SAME_MATTER
            and reason @ matter >= SAME_MATTER
        ):
            kept.append(name)
    return tuple(kept)
