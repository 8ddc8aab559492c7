"""Jinja with everything escaped, and the filters that templates use."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from service.answers.objective import QuantityAnswer, TargetQuantityAnswer
from service.domain.indicator import is_generated
from service.domain.objective import TargetKind
from service.web import wording

FOLDER = Path(__file__).parent
_OPEN_PART = re.compile(r"(\[(?:baseline|target|deadline|metric)\])")


def open_parts(sentence: str) -> Markup:
    """A sentence with its open parts, such as ``[target]``, marked for eye and screen reader."""
    pieces = _OPEN_PART.split(sentence)
    return Markup("").join(
        Markup('<mark class="open">{}</mark>').format(piece[1:-1] + "?")
        if _OPEN_PART.fullmatch(piece)
        else escape(piece)
        for piece in pieces
    )


def percent(probability: float) -> str:
    """A probability in [0, 1] as whole percent; an estimate is never called certain."""
    whole = round(probability * 100)
    if whole >= 100:
        return "over 99%"
    return f"{whole}%" if whole else "under 1%"


def excerpt(text: str, length: int = 90) -> str:
    """The text's beginning, cut between words where there are any."""
    if len(text) <= length:
        return text
    cut = text[:length]
    return (cut.rpartition(" ")[0] or cut) + " …"


def day(when: date) -> str:
    """Such as 3 November 2026."""
    return f"{when.day} {when:%B %Y}"


def month(when: date) -> str:
    """Such as Nov 2026."""
    return f"{when:%b %Y}"


def moment(when: datetime) -> str:
    """Such as 3 Nov 2026, 09:41."""
    return f"{when.day} {when:%b %Y, %H:%M}"


def share(value: float | None) -> str:
    """A share in [0, 1] that was counted, not estimated; a dash where it could not be told."""
    return "–" if value is None else f"{value:.0%}"


def points(change: float) -> str:
    """A change of a score, with its sign."""
    return f"{change:+.1f}".replace("-", "−") if round(change, 1) else "±0"


def part_name(name: str) -> str:
    """A part of the alignment score as a heading."""
    return name.replace("_", " ").capitalize()


def unit_name(unit: str) -> str:
    """A unit as prose, such as ``percentage points``."""
    return unit.replace("_", " ").replace("*", " × ").replace("/", " per ")


#: Ratios that have a word.
_RATIOS = {0.5: "halved", 2.0: "doubled", 3.0: "tripled"}


def quantity(amount: QuantityAnswer | TargetQuantityAnswer) -> str:
    """A number with its unit; a change is called one."""
    digits = f"{amount.value:,.4g}" if abs(amount.value) < 1 else f"{amount.value:,.2f}"
    if "." in digits and "e" not in digits:
        digits = digits.rstrip("0").rstrip(".")
    change = isinstance(amount, TargetQuantityAnswer) and amount.kind is TargetKind.CHANGE
    if change and amount.unit == "ratio":
        return _RATIOS.get(amount.value, f"by a factor of {digits}")
    if amount.unit == "percent":
        text = f"{digits}%"
    elif amount.unit in ("count", "ratio"):
        text = digits
    elif amount.unit.isupper():
        text = f"{amount.unit} {digits}"
    else:
        text = f"{digits} {unit_name(amount.unit)}{'' if amount.value == 1 else 's'}"
    return f"by {text}" if change else text


def render(template: str, **values: Any) -> str:
    """A template as text. A value that it needs and does not get is an error."""
    return _environment.get_template(template).render(**values)


_environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters.update(
    open_parts=open_parts,
    percent=percent,
    excerpt=excerpt,
    day=day,
    month=month,
    moment=moment,
    share=share,
    points=points,
    part_name=part_name,
    unit_name=unit_name,
    quantity=quantity,
    is_generated=is_generated,
    fit=wording.fit,
    certainty=wording.certainty,
    on_page=wording.on_page,
)
_environment.globals.update(
    {name: value for name, value in vars(wording).items() if name.isupper()}
)
