"""Every property of a strict schema is required, no other is allowed, and pydantic does the rest."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from service.adapters.llm.json_schema import strict_schema


class Verdict(StrEnum):
    """A list of values."""

    YES = "yes"
    NO = "no"


class Link(BaseModel):
    """Something named twice."""

    goal: str = Field(max_length=12, pattern="^G", description="Id of the goal")
    sure: float = Field(0.5, ge=0, le=1)


class Cut(BaseModel):
    """One of two."""

    kind: Literal["cut"]


class Raise(BaseModel):
    """The other."""

    kind: Literal["raise"]


class Tree(BaseModel):
    """Something that holds itself."""

    title: str
    parts: list[Tree] = []


class Links(BaseModel):
    """Most of what replies are made of."""

    links: list[Link] = Field(default_factory=list, max_length=9)
    verdict: Verdict = Field(Verdict.NO, description="What is to be done")
    best: Link | None = None
    move: Annotated[Cut | Raise, Field(discriminator="kind")]
    tree: Tree
    default: str = ""


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    if isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def keywords(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(keywords, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for key, value in schema.items():
        parts = value.values() if key in {"properties", "$defs"} else [value]
        found |= set().union(*map(keywords, parts)) if key not in {"enum", "required"} else set()
    return found


def test_every_object_is_closed_and_whole() -> None:
    found = list(objects(strict_schema(Links)))
    assert len(found) >= 5
    for one in found:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    assert strict_schema(Links)["required"][-1] == "default"


def test_only_what_every_provider_knows_is_said() -> None:
    assert keywords(strict_schema(Links)) <= {
        "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items",
        "properties", "required", "type",
    }  # fmt: skip


def test_a_description_beside_a_reference_is_kept() -> None:
    verdict = strict_schema(Links)["properties"]["verdict"]
    assert verdict == {"description": "What is to be done", "enum": ["yes", "no"], "type": "string"}


def test_a_property_may_have_the_name_of_a_keyword() -> None:
    assert strict_schema(Links)["properties"]["default"] == {"type": "string"}
    assert "title" in strict_schema(Links)["$defs"]["Tree"]["properties"]


def test_what_is_done_to_a_schema_does_not_stay() -> None:
    strict_schema(Links)["properties"].clear()
    assert strict_schema(Links)["properties"]


class Free(BaseModel):
    """Names are free."""

    by_name: dict[str, int]


class Open(BaseModel):
    """Anything may be in it."""

    anything: dict[str, Any]


class Pair(BaseModel):
    """A list whose places differ."""

    pair: tuple[str, int]


@pytest.mark.parametrize("answer", [Free, Open, Pair])
def test_what_a_strict_schema_cannot_say_is_a_programming_error(answer: type[BaseModel]) -> None:
    with pytest.raises(TypeError, match=f"{answer.__name__}."):
        strict_schema(answer)
