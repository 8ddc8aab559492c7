"""Forms of replies as strict modes take them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from service.adapters.llm.schema import strict_schema


class Part(BaseModel):
    """A part, for readers of the code."""

    kind: Literal["part"]
    title: str | None = None


class Other(BaseModel):
    """Another part."""

    kind: Literal["other"]


class Whole(BaseModel):
    """All that strict modes stumble over."""

    score: float = Field(ge=0, le=1, description="From 0 to 1.")
    default: str = Field("x", max_length=5, pattern="x")
    best: Part = Field(description="The best.")
    parts: list[Annotated[Part | Other, Field(discriminator="kind")]] = Field(max_length=3)


def objects(node: Any) -> list[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    found = [one for entry in inner for one in objects(entry)]
    return [node, *found] if isinstance(node, dict) and "properties" in node else found


def test_everything_is_required_and_nothing_else_allowed() -> None:
    found = objects(strict_schema(Whole))
    assert len(found) == 3
    for node in found:
        assert node["required"] == list(node["properties"])
        assert node["additionalProperties"] is False
        assert "description" not in node


def test_names_of_ours_are_kept_and_words_that_are_refused_left_out() -> None:
    schema = strict_schema(Whole)
    assert list(schema["properties"]) == ["score", "default", "best", "parts"]
    assert schema["properties"]["score"] == {"type": "number", "description": "From 0 to 1."}
    assert schema["properties"]["default"] == {"type": "string"}
    assert "title" in schema["$defs"]["Part"]["properties"]


def test_nothing_stands_beside_a_reference_and_one_of_several_is_any_of_them() -> None:
    schema = strict_schema(Whole)
    assert schema["properties"]["best"] == {"$ref": "#/$defs/Part"}
    assert schema["properties"]["parts"]["items"] == {
        "anyOf": [{"$ref": "#/$defs/Part"}, {"$ref": "#/$defs/Other"}]
    }
