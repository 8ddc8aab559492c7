"""The API's own description."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from service.api.problems import MEDIA_TYPE, Problem

_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_DESCRIPTIONS = {
    400: "The body is not JSON.",
    404: "No record has this id.",
    413: "The body is too large.",
    415: "The body is not declared as what can be read here.",
    422: "The input cannot be used; `errors` says where and why.",
    503: "The service cannot answer yet, or its store does not answer.",
}
#: What can go wrong with a posted body, whatever the route.
BODY_PROBLEMS = (400, 413, 415, 422)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Documentation of the errors that a route answers with, for ``responses=``."""
    return {
        status: {"description": _DESCRIPTIONS[status], "content": _PROBLEM} for status in statuses
    }


class DescribedApi(FastAPI):
    """FastAPI whose OpenAPI document holds the schema of problem details."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(schema.pop("$defs"))
            schemas["Problem"] = schema
        return document
