"""Ratios of speed, both sides measured in turn in one run on one machine.

Absolute times say more of the machine than of the code, so none is a result; they are printed
beside the ratio for orientation.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from evals.results import Ratio
from evals.today import TODAY
from service.adapters.embedding.model_files import find_model
from service.adapters.index.chroma_index import ChromaIndex
from service.bootstrap import Application
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.recommendation import RecommendationRequest
from service.matching.catalogue import build_catalogue
from service.recommend.pipeline import Recommender
from service.understanding.content import content_of
from service.understanding.objective import read_objective

TEXTS, BLOCK = 100, 20
GOALS, OBJECTIVES = 2_000, 20
#: An index is built of a part of the library; the ratio is the same for all of it.
EVERY = 8
#: What `plumbline recommend` imports from others; its cold start cannot be quicker.
DEPENDENCIES = "onnxruntime, tokenizers, bm25s, pint, sqlalchemy, pydantic_settings, typer, rich"


def bench(application: Application) -> list[Ratio]:
    """Measure every ratio."""
    return [
        *_recommendation(application),
        *audits(application),
        _index_build(application),
        _cold_start(),
    ]


def _recommendation(application: Application) -> list[Ratio]:
    embedder, recommender = application.embedder, application.library_recommender
    texts = [kpi.example_objectives[0] for kpi in application.library][:TEXTS]
    contents = [content_of(read_objective(text, TODAY)) for text in texts]
    documents = [indicator.document for indicator in application.library_catalogue.indicators]
    model = find_model(application.settings.embedding_model).directory
    mine, raw = _in_turn(
        [
            lambda at: recommender.recommend(RecommendationRequest(texts[at], TODAY)),
            lambda at: embedder.embed([contents[at]]),
        ],
        range(len(texts)),
        block=BLOCK,
    )
    # Imported here because it brings torch, which production never has in its process.
    from evals.tutorial import prepare, seconds

    ours, theirs = [], []
    with ProcessPoolExecutor(1, get_context("spawn"), prepare, (model, documents)) as other:
        for start in range(0, len(texts), BLOCK):
            block = texts[start : start + BLOCK]
            theirs += other.submit(seconds, block).result()
            ours += [_time(recommender, text) for text in (block[0], *block)][1:]
    tutorial, plumbline = statistics.median(theirs), statistics.median(ours)
    return [
        Ratio("recommendation / one raw ONNX forward", mine, raw, mine / raw, "at most 2"),
        Ratio(
            "tutorial pipeline / recommendation", plumbline, tutorial, tutorial / plumbline,
            "at least 3",
        ),
    ]  # fmt: skip


def _time(recommender: Recommender, text: str) -> float:
    start = time.perf_counter()
    recommender.recommend(RecommendationRequest(text, TODAY))
    return time.perf_counter() - start


def audits(
    application: Application, goals: int = GOALS, objectives: int = OBJECTIVES
) -> list[Ratio]:
    """A first audit, which knows no text yet, and a second one after a hundredth has changed.

    Args:
        application: Audits.
        goals: Of the goal set that is audited.
        objectives: Over which they are spread.
    """
    goal_set, embedder = _large_goal_set(application, goals, objectives), application.embedder
    texts = [goal.text for goal in goal_set.goals] + [o.text for o in goal_set.objectives]
    uncached = application.settings.model_copy(update={"cached_texts": 0})
    with Application(uncached, application.replaced_embedder) as forgetful:
        first, second, raw = _in_turn(
            [
                lambda _: forgetful.auditor.audit(goal_set, TODAY),
                lambda at: application.auditor.audit(_changed(goal_set, at), TODAY),
                lambda _: embedder.embed(texts),
            ],
            range(1, 4),
        )
    return [
        Ratio(
            f"throughput of a first audit of {goals:,} goals / raw embedding", first, raw,
            raw / first, "at least 0.8",
        ),
        Ratio(
            "a second audit after 1% of the goals changed / the first", second, first,
            second / first, "at most 0.05",
        ),
    ]  # fmt: skip


def _changed(goal_set: GoalSet, at: int) -> GoalSet:
    """The goal set with another hundredth of its goals reworded for each ``at``."""
    goals = list(goal_set.goals)
    for row in range(at, len(goals), 100):
        goals[row] = replace(goals[row], text=f"{goals[row].text}, revision {time.time_ns()}")
    return replace(goal_set, goals=tuple(goals))


def _large_goal_set(application: Application, goals: int, objectives: int) -> GoalSet:
    """Goals in the words of the library's example objectives, spread over some of them."""
    texts = [text for kpi in application.library for text in kpi.example_objectives]
    above = texts[:: max(1, len(texts) // objectives)][:objectives]
    return GoalSet(
        "bench",
        tuple(StrategicObjective(f"o{n}", text) for n, text in enumerate(above)),
        tuple(
            Goal(
                f"g{n}", f"{texts[n % len(texts)]}{_site(n // len(texts))}", (f"o{n % len(above)}",)
            )
            for n in range(goals)
        ),
    )


def _site(number: int) -> str:
    return f" (site {number + 1})" if number else ""


def _index_build(application: Application) -> Ratio:
    embedder = application.embedder
    indicators = application.library_catalogue.indicators[::EVERY]
    texts = [text for i in indicators for text in (i.document, *i.names, *i.example_objectives)]

    def build(at: int) -> object:
        with tempfile.TemporaryDirectory() as folder:
            built = build_catalogue(indicators, embedder)
            ChromaIndex(Path(folder) / "index", f"bench-{at}", built.vectors).close()
        return built

    ours, raw = _in_turn([build, lambda _: embedder.embed(texts)], range(2))
    return Ratio("index build / raw embedding", ours, raw, ours / raw)


def _cold_start() -> Ratio:
    command = [str(Path(sys.executable).with_name("plumbline")), "recommend", "Fewer potholes"]
    imports = [sys.executable, "-c", f"import {DEPENDENCIES}"]

    def run(arguments: list[str]) -> Callable[[int], object]:
        return lambda _: subprocess.run(  # noqa: S603 - our own command
            arguments, check=True, capture_output=True, env=os.environ
        )

    ours, raw = _in_turn([run(command), run(imports)], range(4))
    return Ratio("cold start of `plumbline recommend` / its imports", ours, raw, ours / raw)


def _in_turn(
    actions: Sequence[Callable[[int], object]], arguments: Sequence[int], block: int = 1
) -> list[float]:
    """Median seconds of each action, run in turn so that all see the same machine.

    Args:
        actions: What is compared.
        arguments: Each action is called with each.
        block: Calls of one action in a row. Short actions need more than one: threads of the
            action before still spin when the next begins, so a block's first call is not timed.
    """
    times: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action(arguments[0])
    for start in range(0, len(arguments), block):
        for action, taken in zip(actions, times, strict=True):
            if block > 1:
                action(arguments[start])
            for argument in arguments[start : start + block]:
                began = time.perf_counter()
                action(argument)
                taken.append(time.perf_counter() - began)
    return [float(np.float64(statistics.median(taken))) for taken in times]
