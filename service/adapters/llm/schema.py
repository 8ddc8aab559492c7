"""The form of a reply as JSON schema that providers take in their strict mode."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

#: What strict modes refuse in part or as a whole; our own check of the reply sees to these.
_LEFT_OUT = {
    "title", "default", "examples", "minLength", "maxLength", "minItems", "maxItems",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "format",
    "uniqueItems", "multipleOf", "discriminator",
}  # fmt: skip
#: Whose keys are names of ours and no words of JSON schema.
_NAMED = {"properties", "$defs"}


def strict_schema(form: type[BaseModel]) -> dict[str, Any]:
    """The schema with every property required and no other allowed.

    Source: OpenAI, "Structured outputs", supported schemas.
    """
    schema: dict[str, Any] = _strict(form.model_json_schema())
    return schema


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:  # nothing may stand beside it
        return {"$ref": node["$ref"]}
    kept = {
        "anyOf" if key == "oneOf" else key: {name: _strict(sub) for name, sub in value.items()}
        if key in _NAMED
        else _strict(value)
        for key, value in node.items()
        if key not in _LEFT_OUT
    }
    if "properties" in kept:
        kept.pop("description", None)  # the docstring, which is for readers of the code
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept
