"""What can go wrong on our side or with the input as a whole.

    PlumblineError
    ├── InputError              what was given cannot be used: says what, where, how to mend it
    │   ├── UnreadableFile      a file is not what its name or format claims
    │   ├── UnknownColumns      no column of a file is known to be what it cannot do without
    │   └── InvalidGoalSet      ids, parents or texts of a goal set contradict each other
    ├── NotFound                no record with this id
    ├── ModelUnavailable        the embedding model is missing, altered or cannot be exported
    ├── IndexDamaged            the vector index does not hold what it should
    ├── Abandoned               nobody waits for the answer any more
    └── StoreUnavailable        the database cannot be opened, read, written or migrated

What is wrong with the user's goals is no exception but a ``Finding``.
"""

from __future__ import annotations

__all__ = [
    "Abandoned",
    "IndexDamaged",
    "InputError",
    "InvalidGoalSet",
    "ModelUnavailable",
    "NotFound",
    "PlumblineError",
    "StoreUnavailable",
    "UnknownColumns",
    "UnreadableFile",
]


class PlumblineError(Exception):
    """Root of everything that Plumbline raises on purpose."""


class InputError(PlumblineError):
    """The input cannot be used.

    Attributes:
        where: The place in the input, such as ``goals[3].parent``; empty for the whole.
    """

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where


class UnreadableFile(InputError):
    """A file is not what its name or format claims."""


class UnknownColumns(InputError):
    """No column of a file is known to be what it cannot do without.

    Attributes:
        columns: Those that it has.
    """

    def __init__(self, message: str, where: str, columns: tuple[str, ...]) -> None:
        super().__init__(message, where)
        self.columns = columns


class InvalidGoalSet(InputError):
    """Ids, parents or texts of a goal set contradict each other."""


class NotFound(PlumblineError):
    """No record with this id."""


class ModelUnavailable(PlumblineError):
    """The embedding model is missing, altered or cannot be exported."""


class IndexDamaged(PlumblineError):
    """The vector index does not hold what it should; it can always be rebuilt."""


class StoreUnavailable(PlumblineError):
    """The database cannot be opened, read, written or migrated."""


class Abandoned(PlumblineError):
    """Nobody waits for the answer any more."""
