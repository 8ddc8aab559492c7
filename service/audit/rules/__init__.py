"""One rule a file; each takes the context and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from service.audit.context import AuditContext
from service.audit.rules.activity_not_outcome import activity_not_outcome
from service.audit.rules.concentration import concentration
from service.audit.rules.conflict import conflict
from service.audit.rules.copy_of_parent import copy_of_parent
from service.audit.rules.duplicate import duplicate
from service.audit.rules.late import late
from service.audit.rules.level_skipped import level_skipped
from service.audit.rules.not_measurable import not_measurable
from service.audit.rules.orphan import orphan
from service.audit.rules.thin_coverage import thin_coverage
from service.audit.rules.uncovered import uncovered
from service.audit.rules.vanity_metric import vanity_metric
from service.audit.rules.weak_target import weak_target
from service.audit.rules.wrong_kpi import wrong_kpi
from service.audit.rules.wrong_parent import wrong_parent
from service.domain.audit import Finding

Rule = Callable[[AuditContext], Iterator[Finding]]

DEFAULT_RULES: tuple[Rule, ...] = (
    orphan,
    uncovered,
    thin_coverage,
    concentration,
    wrong_parent,
    level_skipped,
    conflict,
    duplicate,
    copy_of_parent,
    not_measurable,
    wrong_kpi,
    late,
    weak_target,
    activity_not_outcome,
    vanity_metric,
)
