"""Fit how often findings of some sureness are right."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.loading.findings_set import read_findings_set
from evals.tasks.findings import RULES, compare
from evals.training.support import FINDINGS
from service.audit.confidence import log_odds
from service.audit.pipeline import Auditor


def fit_confidence(auditor: Auditor) -> dict[str, Any]:
    """A slope over the rules' own sureness and an intercept for each rule.

    Every rule is given one wrong finding that nobody made, as thresholds were set on the same
    sets and a rule without a mistake there will make some elsewhere.
    """
    raw, rules, right = [], [], []
    for labelled in read_findings_set(FINDINGS):
        findings = auditor.uncalibrated_findings(labelled.goal_set(), labelled.today)
        compared = compare(labelled, findings)
        hits = {finding.id for _, finding in compared.matched}
        for finding in (*(f for _, f in compared.matched), *compared.false):
            raw.append(log_odds(finding.confidence))
            rules.append(RULES.index(finding.rule))
            right.append(finding.id in hits)
    for index in range(len(RULES)):
        of_rule = [value for value, rule in zip(raw, rules, strict=True) if rule == index]
        raw.append(float(np.mean(of_rule)) if of_rule else 0.0)
        rules.append(index)
        right.append(False)
    signs = np.zeros((len(raw), len(RULES) + 1))
    signs[:, 0] = raw
    signs[np.arange(len(raw)), np.array(rules) + 1] = 1.0
    model = LogisticRegression(C=1.0, max_iter=5_000).fit(signs, right)
    shared = float(model.intercept_[0])
    return {
        "slope": round(max(0.0, float(model.coef_[0, 0])), 4),
        "intercepts": {
            rule: round(shared + float(weight), 4)
            for rule, weight in zip(RULES, model.coef_[0, 1:], strict=True)
        },
    }
