"""Rewrites of goals that cannot be measured, beside the fix that the rule gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.audit.context import AuditContext
from service.domain.audit import Finding
from service.llm.rewrite import RewriteQuestion, rewrite
from service.llm.session import LlmSession
from service.understanding.words import content_words

#: A rewrite speaks of its goal when it keeps this share of the content words, or is this near.
KEPT_WORDS, NEAR = 0.34, 0.45
_RULES = ("not_measurable", "activity_not_outcome")


def with_rewrites(
    llm: LlmSession, context: AuditContext, findings: Sequence[Finding]
) -> list[Finding]:
    """The findings, those on goals that cannot be measured with a rewrite where one is fit.

    A goal that lacks nothing but its day needs none: the rule's fix appends it.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    for found in sorted(findings, key=lambda found: (-found.confidence, found.id)):
        if _wants(found):
            wanted[found.goals[0]] = wanted.get(found.goals[0], ()) or found.missing
    questions = [_question(context, goal, lacks) for goal, lacks in wanted.items()]
    texts = rewrite(llm, questions, context.today, len(context.goal_set.goals))
    goals = list(wanted)
    fit = _fit(llm, context, [(goals[at], text) for at, text in texts.items()])
    return [
        replace(found, rewrite=fit.get(found.goals[0], "")) if _wants(found) else found
        for found in findings
    ]


def _wants(found: Finding) -> bool:
    return found.rule in _RULES and found.missing != ("deadline",)


def _question(context: AuditContext, goal: str, lacks: tuple[str, ...]) -> RewriteQuestion:
    above = context.above(context.goals[goal])[:1]
    objective = "".join(context.entry(entry).text for entry in above)
    return RewriteQuestion(context.goals[goal].text, lacks, objective)


def _fit(
    llm: LlmSession, context: AuditContext, rewrites: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Those that speak of their goal."""
    rewrites = list(rewrites)
    apart = [(goal, text) for goal, text in rewrites if not _shares_words(context, goal, text)]
    if apart:
        vectors = context.embed_contents([text for _, text in apart])
        for (goal, _), vector in zip(apart, vectors, strict=True):
            if float(context.goal_vectors[context.row_of[goal]] @ vector) < NEAR:
                llm.reject("speaks of something else")
                rewrites = [one for one in rewrites if one[0] != goal]
    return dict(rewrites)


def _shares_words(context: AuditContext, goal: str, text: str) -> bool:
    words = context.wordings[goal].words
    return len(words & content_words(text)) >= KEPT_WORDS * max(len(words), 1)
