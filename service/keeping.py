"""Keep an answer with what was asked, and read it back. Shared by everything that answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from service.adapters.store.database import AnswerKind, StoredAnswer
from service.answers.base import KeptAnswer
from service.bootstrap import Application

AnswerT = TypeVar("AnswerT", bound=KeptAnswer)


def keep(
    application: Application,
    kind: AnswerKind,
    asked: Mapping[str, Any],
    answer: AnswerT,
    organisation: str = "",
    summary: Mapping[str, Any] | None = None,
) -> AnswerT:
    """The answer under a new id, and in the organisation's list when there is a summary.

    Raises:
        StoreUnavailable: It cannot be kept.
    """
    stored = application.store.add(
        kind,
        asked,
        _content(answer),
        application.library.version,
        application.embedder.model,
        organisation,
        summary,
    )
    return answer.model_copy(update={"id": stored.id, "created_at": stored.created_at})


def revise(
    application: Application, kind: AnswerKind, earlier: KeptAnswer, answer: AnswerT
) -> AnswerT:
    """The answer in the place of an earlier one to the same request, under its id.

    Raises:
        StoreUnavailable: It cannot be kept; the earlier one stays.
    """
    assert earlier.id is not None  # noqa: S101 - it is kept
    application.store.revise(kind, earlier.id, _content(answer))
    return answer.model_copy(update={"id": earlier.id, "created_at": earlier.created_at})


def _content(answer: KeptAnswer) -> dict[str, Any]:
    return answer.model_dump(mode="json", exclude={"id", "created_at"})


def kept(
    application: Application, kind: AnswerKind, answer_id: str, model: type[AnswerT]
) -> tuple[Mapping[str, Any], AnswerT]:
    """What was asked, and the answer as it was given.

    Raises:
        NotFound: There is no answer of this kind with this id.
    """
    stored: StoredAnswer = application.store.get(kind, answer_id)
    identified = {**stored.answer, "id": stored.id, "created_at": stored.created_at}
    return stored.request, model.model_validate(identified)
