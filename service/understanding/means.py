"""The means that a text names behind its end: "delight customers *by answering within an hour*".

What is really going to be done stands there; before it, anybody can write what sounds well.
"""

from __future__ import annotations

import re

_LEAST_WORDS = 3
#: After these the means begin; behind a colon they do when it ends an introduction.
_MEANS = re.compile(
    r"(?:,?\s(?:by\s+(?=(?:\w+ly\s+)?\w+ing\b)|through\s+|via\s+|by\s+means\s+of\s+|with\s+(?=an?\s)|"
    r"using\s+|thanks\s+to\s+|in\s+the\s+form\s+of\s+)|:\s+)",
    re.IGNORECASE,
)


def means_of(text: str) -> str | None:
    """The means that the text names, in its own words; None when it names none."""
    found = _MEANS.search(text)
    if found is None:
        return None
    means = text[found.end() :].strip(" .")
    return means if len(means.split()) >= _LEAST_WORDS else None
