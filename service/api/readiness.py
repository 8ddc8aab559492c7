"""Whether the service can answer yet: library read, index built, store open."""

from __future__ import annotations

import logging
from enum import StrEnum

from service.bootstrap import Application
from service.errors import PlumblineError

logger = logging.getLogger(__name__)


class State(StrEnum):
    """How far a part has come."""

    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


class NotReady(PlumblineError):
    """A part that the answer needs is not there yet, or could not be made."""


class Readiness:
    """Makes the slow parts of an application once, and says how far they are.

    The first start exports the model and embeds the library; later ones read both. Requests
    must not do that work themselves: two of them would do it twice.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._parts = dict.fromkeys(("library", "store", "index"), State.PREPARING)

    def prepare(self) -> None:
        """Make every part; a failure is logged and kept as state, never raised."""
        for part in self._parts:
            try:
                self._make(part)
            except Exception:
                logger.exception("The %s could not be made ready", part)
                self._parts[part] = State.FAILED
                return
            self._parts[part] = State.READY

    def check(self) -> dict[str, State]:
        """State of each part now; asks the store anew."""
        parts = dict(self._parts)
        if parts["store"] is State.READY:
            try:
                self._application.store.ping()
            except PlumblineError:
                logger.exception("The store does not answer")
                parts["store"] = State.FAILED
        return parts

    def require(self) -> None:
        """Return when answers can be computed.

        Raises:
            NotReady: A part is being made or could not be made; says which.
        """
        for part, state in self._parts.items():
            if state is State.PREPARING:
                raise NotReady(f"The {part} is being prepared. Try again in a few seconds.")
            if state is State.FAILED:
                raise NotReady(f"The {part} could not be made ready; the server's log says why.")

    def _make(self, part: str) -> None:
        application = self._application
        if part == "library":
            _ = application.library
        elif part == "store":
            application.store.ping()
        else:
            _ = application.recommender
            _ = application.auditor
