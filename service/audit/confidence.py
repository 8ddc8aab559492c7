"""Make what a rule says of its sureness the share of such findings that are right.

Platt's method (1999) over all rules together: one slope for how much a rule's own sureness tells,
and an intercept for each rule, held near to the others' where findings are few. Fitted on labelled
goal sets; ``make train`` writes ``confidence.json`` beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from service.domain.audit import Finding

WEIGHTS_FILE = Path(__file__).with_name("confidence.json")
#: Nothing is quite sure, and nothing that is reported quite unlikely.
_LEAST, _MOST = 0.02, 0.98


def calibrated(finding: Finding) -> Finding:
    """The finding with the probability that a careful reader agrees as its confidence."""
    slope, of_rule = _parameters()
    if finding.rule not in of_rule:
        return finding
    odds = of_rule[finding.rule] + slope * log_odds(finding.confidence)
    return replace(finding, confidence=round(float(1 / (1 + np.exp(-odds))), 3))


def log_odds(confidence: float) -> float:
    """Log-odds of a confidence, held within bounds."""
    held = min(max(confidence, _LEAST), _MOST)
    return float(np.log(held / (1 - held)))


@cache
def _parameters() -> tuple[float, Mapping[str, float]]:
    content = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    return float(content["slope"]), content["intercepts"]


def forget_parameters() -> None:
    """Read the parameters again on next use, after they were fitted anew."""
    _parameters.cache_clear()
