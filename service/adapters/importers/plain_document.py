"""YAML and JSON from outside, read without anything that could surprise.

Every scalar but null stays as it was written: an id ``007`` or ``1.10`` is no number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from typing import Any

import yaml

from service.errors import UnreadableFile

#: Neither YAML nor JSON may hold these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def load_document(text: str, name: str, as_json: bool) -> Any:
    """The content of YAML or JSON text.

    Args:
        text: The content.
        name: What errors call it.
        as_json: Whether it is JSON, else YAML.

    Raises:
        UnreadableFile: It is empty, not YAML or JSON, or uses YAML tags or anchors.
    """
    if not text.strip():
        raise UnreadableFile("is empty", where=name)
    if not text.isprintable() and (found := _CONTROL.search(text)):
        raise UnreadableFile(
            f"holds the control character {found.group()!r}: remove it", where=name
        )
    return (load_json if as_json else load_yaml)(text, name)


class _PlainLoader(yaml.SafeLoader):
    """YAML without tags, anchors and repeated keys, and with every scalar but null as written.

    Everything that users bring is text: an id ``007`` or ``1.10`` is no number, ``NO`` no boolean.
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


def load_yaml(text: str, name: str) -> Any:
    """The content of YAML text.

    Raises:
        UnreadableFile: Not YAML, or it uses tags, anchors or repeated keys; says the line.
    """
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - derives from SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}, line {mark.line + 1}" if mark else name
        raise UnreadableFile(f"is not plain YAML: {error.problem}", where) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableFile(f"is not plain YAML: {error}", name) from error


def load_json(text: str, name: str) -> Any:
    """The content of JSON text, its integers as written.

    Raises:
        UnreadableFile: Not JSON, or with a repeated key or a number that JSON does not have.
    """

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
