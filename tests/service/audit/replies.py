"""What a fake model says of links, claims and rewrites, read from the prompt that it was sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from service.domain.llm import Call, Failure, Task
from tests.fakes import FakeLanguageModel, Said

_LINE = re.compile(r"^([GOC]\d+) \| (.*)$", re.MULTILINE)

#: Says one thing of a line: its texts, by alias, and what stands in the line itself.
Sayer = Callable[[str, Mapping[str, str]], dict[str, Any] | None]


def lines(call: Call[Any]) -> dict[str, str]:
    """The lines of a prompt by alias."""
    return dict(_LINE.findall(call.user))


def first_words(line: str, count: int = 3) -> str:
    """Words that can be quoted from a line."""
    return " ".join(line.split(" | ")[0].split()[:count])


def serving(*named: str, sure: str = "high") -> Sayer:
    """Says that a goal serves the objectives whose text holds these words."""

    def say(goal: str, texts: Mapping[str, str]) -> dict[str, Any]:
        found = [
            alias
            for word in named
            for alias, text in texts.items()
            if alias.startswith("O") and word in text
        ]
        return {
            "serves": found,
            "sure": sure,
            "goal_quote": first_words(goal),
            "objective_quote": first_words(texts[found[0]]) if found else "",
        }

    return say


def holding(holds: bool, sure: str = "high") -> Sayer:
    """Says of a claim that it holds, or not."""

    def say(claim: str, texts: Mapping[str, str]) -> dict[str, Any]:
        entry = claim.split(" | ")[1].split()[0]
        return {"holds": holds, "sure": sure, "quote": first_words(texts[entry])}

    return say


def rewriting(text: str) -> Sayer:
    """Puts every goal in the same words, with the goal's own in ``{}``."""
    return lambda goal, _: {"text": text.format(goal.split(" | ")[0])}


def model(
    links: Sayer | Failure | None = None,
    claims: Sayer | Failure | None = None,
    rewrites: Sayer | Failure | None = None,
) -> FakeLanguageModel:
    """Says of every line what its sayer says; nothing where there is none."""
    says = {
        Task.ADJUDICATE_LINKS: ("goals", "G", links),
        Task.ADJUDICATE_FINDINGS: ("claims", "C", claims),
        Task.REWRITE: ("goals", "G", rewrites),
    }

    def say(call: Call[Any]) -> Said:
        name, initial, sayer = says[call.task]
        if isinstance(sayer, Failure):
            return sayer
        texts = lines(call)
        said = [
            {"id": alias, **of_line}
            for alias, line in texts.items()
            if sayer and alias.startswith(initial) and (of_line := sayer(line, texts)) is not None
        ]
        return {name: said}

    return FakeLanguageModel(say)


def repeating(said: Sequence[Mapping[str, Any]], name: str) -> FakeLanguageModel:
    """Says the same whatever it is asked."""
    return FakeLanguageModel(lambda _: {name: list(said)})
