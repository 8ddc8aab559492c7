"""Read a goal set from YAML or JSON into a checked ``GoalSet``.

The shape is that of ``GoalSetDocument``; the REST API takes the same one as its body.
"""

from __future__ import annotations

import graphlib
import json
import re
from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from service.adapters.importers.text_file import read_text
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.errors import InvalidGoalSet, UnreadableFile

MAX_TEXT = 2_000
#: Neither YAML nor JSON may hold these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MAX_GOALS = 10_000
MAX_OBJECTIVES = 500

Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]


def _as_list(value: Any) -> Any:
    """A single parent may be written without brackets, no parent as null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _blank(value: Any) -> Any:
    """An empty cell of YAML is null; nobody is named."""
    return "" if value is None else value


class ObjectiveDocument(BaseModel):
    """An objective of the strategy."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Id
    text: Words


class GoalDocument(BaseModel):
    """A goal; ``parent`` is the id of an objective or goal, or a list of such ids."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: Id
    text: Words
    owner: Annotated[str, BeforeValidator(_blank), StringConstraints(max_length=200)] = ""
    parent: Annotated[list[Id], BeforeValidator(_as_list), Field(max_length=20)] = []


class StrategyDocument(BaseModel):
    """The strategy above the goals."""

    model_config = ConfigDict(extra="forbid")

    objectives: list[ObjectiveDocument] = Field(min_length=1, max_length=MAX_OBJECTIVES)


class GoalSetDocument(BaseModel):
    """An organisation's strategy and the goals set under it."""

    model_config = ConfigDict(extra="forbid")

    organisation: Annotated[str, StringConstraints(max_length=200)] = ""
    strategy: StrategyDocument
    goals: list[GoalDocument] = Field(min_length=1, max_length=MAX_GOALS)


def read_goal_set(path: Path) -> GoalSet:
    """The goal set in a YAML or JSON file.

    Raises:
        UnreadableFile: Not UTF-8, not YAML or JSON, or it uses YAML tags or anchors.
        InvalidGoalSet: The content is no goal set; says where.
    """
    return parse_goal_set(read_text(path), path.name, as_json=path.suffix.lower() == ".json")


def parse_goal_set(text: str, name: str, as_json: bool = False) -> GoalSet:
    """The goal set in YAML or JSON text.

    Args:
        text: The content.
        name: What errors call it.
        as_json: Whether it is JSON, else YAML.

    Raises:
        UnreadableFile: Not YAML or JSON, or it uses YAML tags or anchors.
        InvalidGoalSet: The content is no goal set; says where.
    """
    if not text.strip():
        raise UnreadableFile("is empty", where=name)
    if not text.isprintable() and (found := _CONTROL.search(text)):
        raise UnreadableFile(
            f"holds the control character {found.group()!r}: remove it", where=name
        )
    content = (_load_json if as_json else _load_yaml)(text, name)
    if not isinstance(content, dict):
        raise InvalidGoalSet(
            f"must be a mapping with 'strategy' and 'goals', not a {type(content).__name__}",
            where=name,
        )
    try:
        return to_goal_set(GoalSetDocument.model_validate(content))
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidGoalSet(first["msg"], where=f"{name}: {dotted(first['loc'])}") from error


def to_goal_set(document: GoalSetDocument) -> GoalSet:
    """Check what spans several entries, and turn the document into its domain type.

    Raises:
        InvalidGoalSet: Two entries share an id, a parent does not exist, or parents form a cycle.
    """
    seen: dict[str, str] = {}
    objectives, goals = document.strategy.objectives, document.goals
    places = [(o.id, f"strategy.objectives[{n}].id") for n, o in enumerate(objectives)]
    places += [(g.id, f"goals[{n}].id") for n, g in enumerate(goals)]
    for entry_id, where in places:
        if entry_id in seen:
            raise InvalidGoalSet(f"{entry_id!r} is already the id of {seen[entry_id]}", where)
        seen[entry_id] = where
    for number, goal in enumerate(goals):
        for parent in goal.parent:
            if parent not in seen:
                raise InvalidGoalSet(
                    f"{parent!r} is not the id of an objective or goal", f"goals[{number}].parent"
                )
    _refuse_cycles(goals)
    return GoalSet(
        document.organisation,
        tuple(StrategicObjective(o.id, o.text) for o in objectives),
        tuple(Goal(g.id, g.text, tuple(dict.fromkeys(g.parent)), g.owner) for g in goals),
    )


def to_document(goal_set: GoalSet) -> GoalSetDocument:
    """The document that ``to_goal_set`` turns into this goal set."""
    objectives = [ObjectiveDocument(id=o.id, text=o.text) for o in goal_set.objectives]
    return GoalSetDocument(
        organisation=goal_set.organisation,
        strategy=StrategyDocument(objectives=objectives),
        goals=[
            GoalDocument(id=g.id, text=g.text, owner=g.owner, parent=list(g.parents))
            for g in goal_set.goals
        ],
    )


def dotted(location: tuple[int | str, ...]) -> str:
    """A place in a document, such as ``goals[3].parent``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")


def _refuse_cycles(goals: list[GoalDocument]) -> None:
    try:
        graphlib.TopologicalSorter({goal.id: goal.parent for goal in goals}).prepare()
    except graphlib.CycleError as error:
        cycle: list[str] = error.args[1]
        number = next(n for n, goal in enumerate(goals) if goal.id == cycle[0])
        raise InvalidGoalSet(
            f"the parents form a cycle: {' -> '.join(reversed(cycle))}", f"goals[{number}].parent"
        ) from error


class _PlainLoader(yaml.SafeLoader):
    """YAML without tags, anchors and repeated keys, and with every scalar but null as written.

    Everything in a goal set is text: an id ``007`` or ``1.10`` is no number, ``NO`` no boolean.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - typed by the base class
        first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith(":null")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.events.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.composer.ComposerError(
                None, None, "anchors and aliases are not allowed", event.start_mark
            )
        if getattr(event, "tag", None):
            raise yaml.composer.ComposerError(
                None, None, f"tags such as {event.tag} are not allowed", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _load_yaml(text: str, name: str) -> Any:
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - derives from SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}, line {mark.line + 1}" if mark else name
        raise UnreadableFile(f"is not plain YAML: {error.problem}", where) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFile(f"is not plain YAML: {error}", name) from error


def _load_json(text: str, name: str) -> Any:
    def refuse(constant: str) -> Any:
        raise UnreadableFile(f"holds the number {constant}, which JSON does not have", name)

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key, value in pairs:
            if key in content:
                raise UnreadableFile(f"is not plain JSON: key {key!r} stands twice", name)
            content[key] = value
        return content

    try:
        # Integers stay as written, as in YAML: an id may be a number.
        return json.loads(text, parse_int=str, parse_constant=refuse, object_pairs_hook=mapping)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFile(f"is not JSON: {error}", name) from error
