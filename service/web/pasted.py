"""Fields and pasted goal sets as a browser's form sends them."""

from __future__ import annotations

from urllib.parse import parse_qsl

from service.adapters.importers.goal_set import parse_goal_set
from service.domain.goal_set import GoalSet
from service.errors import InputError

_MAX_FIELDS = 10
_NAME = "goal set"


def form_fields(body: bytes) -> dict[str, str]:
    """Fields of a body of type ``application/x-www-form-urlencoded``; the last of a name counts.

    Raises:
        InputError: It is none, or not UTF-8.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=_MAX_FIELDS,
            errors="strict",
        )
    except ValueError as error:  # also UnicodeDecodeError
        raise InputError("The form cannot be read. Send it as UTF-8.") from error
    return dict(pairs)


def pasted_goal_set(text: str) -> GoalSet:
    """The goal set in YAML or JSON text.

    Raises:
        InputError: The text is empty or holds no goal set; says where.
    """
    if not text.strip():
        raise InputError("Choose a file or paste a goal set first.")
    return parse_goal_set(text, _NAME, as_json=text.lstrip().startswith("{"))
