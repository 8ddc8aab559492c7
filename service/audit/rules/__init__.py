"""One rule a file; each takes the context and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from service.audit.context import AuditContext
from service.audit.rules.conflict import conflict
from service.audit.rules.duplicate import duplicate
from service.audit.rules.not_measurable import not_measurable
from service.audit.rules.orphan import orphan
from service.audit.rules.uncovered import uncovered
from service.audit.rules.wrong_parent import wrong_parent
from service.domain.audit import Finding

Rule = Callable[[AuditContext], Iterator[Finding]]

DEFAULT_RULES: tuple[Rule, ...] = (
    orphan,
    uncovered,
    wrong_parent,
    not_measurable,
    conflict,
    duplicate,
)
