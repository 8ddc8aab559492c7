"""The form of a reply as JSON schema, strict in the sense of OpenAI's structured outputs.

Source: https://platform.openai.com/docs/guides/structured-outputs: every property is required, no
other is allowed, and alternatives are ``anyOf``.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

#: Not understood by every provider that takes a schema; pydantic checks all of it in the reply.
_LEFT_TO_PYDANTIC = frozenset(
    "default deprecated discriminator examples exclusiveMaximum exclusiveMinimum format maxItems "
    "maxLength maximum minItems minLength minimum multipleOf pattern title uniqueItems".split()
)


def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema that a reply must have; the caller may change it.

    Raises:
        TypeError: The type holds something that a strict schema cannot say, such as a ``dict``.
    """
    return deepcopy(_strict_schema(answer))


@lru_cache(maxsize=128)
def _strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    whole = answer.model_json_schema()
    for described in (whole, *whole.get("$defs", {}).values()):
        described.pop("description", None)  # the docstring, which is for readers of the code
    strict: dict[str, Any] = _strict(whole, whole.get("$defs", {}), answer.__name__)
    return strict


def _strict(schema: Any, definitions: dict[str, Any], place: str) -> Any:
    """The same schema in its strict form.

    Args:
        schema: Of a value.
        definitions: What ``$ref`` names.
        place: Where in the type this is, for errors.
    """
    if isinstance(schema, list):
        return [_strict(one, definitions, place) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "prefixItems" in schema:
        raise TypeError(f"{place}: a tuple of given length has no strict JSON schema; use a list")
    if "$ref" in schema and len(schema) > 1:
        # A reference may have nothing beside it, so what is beside it goes into a copy.
        name = schema["$ref"].removeprefix("#/$defs/")
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return _strict({**definitions[name], **beside}, definitions, place)
    strict: dict[str, Any] = {}
    for key, value in schema.items():
        if key in {"properties", "$defs"}:
            strict[key] = {
                name: _strict(one, definitions, f"{place}.{name}") for name, one in value.items()
            }
        elif key in {"enum", "const", "required"}:
            strict[key] = value
        elif key not in _LEFT_TO_PYDANTIC:
            strict["anyOf" if key == "oneOf" else key] = _strict(value, definitions, place)
    if schema.get("type") == "object":
        if "properties" not in schema or isinstance(schema.get("additionalProperties"), dict):
            raise TypeError(f"{place}: an object with free names has no strict JSON schema")
        strict["required"] = list(schema["properties"])
        strict["additionalProperties"] = False
    return strict
