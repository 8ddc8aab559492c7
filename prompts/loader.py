"""Load and render prompts.

A prompt is a Markdown file: front matter with ``version`` and ``variables``, then what the system
says, a line ``---user---``, and what the user says. ``{{name}}`` stands for a variable. A variable
is ``data`` when its text comes from outside, and is then fenced; ``plain`` when we wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

from prompts.fences import fenced

FOLDER = Path(__file__).parent
_DIVIDER = "\n---user---\n"
_VARIABLE = re.compile(r"\{\{([a-z_]+)\}\}")

Kind = Literal["data", "plain"]


class PromptError(ValueError):
    """A prompt file is not as it should be, or is rendered with other variables than it has."""


@dataclass(frozen=True)
class Rendered:
    """What is sent.

    Attributes:
        name: Of the prompt.
        version: Of the prompt.
        sha256: Hash of the prompt's file, so that a changed text is told even when the version
            was left alone.
        system: What the system says; the same whatever the variables.
        user: What the user says, with all variables.
    """

    name: str
    version: int
    sha256: str
    system: str
    user: str


@dataclass(frozen=True)
class Prompt:
    """A prompt as it stands in its file."""

    name: str
    version: int
    variables: Mapping[str, Kind]
    sha256: str
    system: str
    user: str

    @property
    def text(self) -> str:
        """All that we say, and nothing of what is filled in."""
        return f"{self.system}\n{self.user}"

    def render(self, **values: str) -> Rendered:
        """The prompt with its variables filled in.

        Raises:
            PromptError: A variable is missing, or one is given that the prompt does not have.
        """
        missing = sorted(self.variables.keys() - values.keys())
        unknown = sorted(values.keys() - self.variables.keys())
        if missing or unknown:
            raise PromptError(f"prompt {self.name}: {missing=} {unknown=}")
        filled = {
            name: fenced(name, values[name]) if kind == "data" else values[name]
            for name, kind in self.variables.items()
        }
        # In one pass, so that braces in a value are not taken for a variable.
        user = _VARIABLE.sub(lambda found: filled[found[1]], self.user)
        return Rendered(self.name, self.version, self.sha256, self.system, user)


def names() -> tuple[str, ...]:
    """Names of all prompts."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "README"))


@cache
def load(name: str) -> Prompt:
    """The prompt with this name.

    Raises:
        PromptError: There is none, or its file is not as it should be.
    """
    path = FOLDER / f"{name}.md"
    if name not in names():
        raise PromptError(f"no prompt {name!r}; there are: {', '.join(names())}")
    return parse(name, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Prompt:
    """A prompt from the text of its file.

    Raises:
        PromptError: The text is not as it should be.
    """
    found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if not found or found[2].count(_DIVIDER) != 1:
        raise PromptError(f"prompt {name}: needs front matter, and one line ---user---")
    system, user = (part.strip() for part in found[2].split(_DIVIDER))
    version, variables = _front_matter(name, found[1])
    used = set(_VARIABLE.findall(user))
    if used != variables.keys() or _VARIABLE.search(system):
        raise PromptError(
            f"prompt {name}: declares {sorted(variables)} and uses {sorted(used)}; "
            "the system's part has no variables"
        )
    digest = sha256(text.encode()).hexdigest()
    return Prompt(name, version, MappingProxyType(variables), digest, system, user)


def _front_matter(name: str, text: str) -> tuple[int, dict[str, Kind]]:
    try:
        front: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PromptError(f"prompt {name}: front matter is no YAML: {error}") from error
    if not isinstance(front, dict) or front.keys() != {"version", "variables"}:
        raise PromptError(f"prompt {name}: front matter holds version and variables, no more")
    version, variables = front["version"], front["variables"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PromptError(f"prompt {name}: version is a number from 1")
    if not isinstance(variables, dict) or not set(variables.values()) <= {"data", "plain"}:
        raise PromptError(f"prompt {name}: each variable is data or plain")
    return version, variables
