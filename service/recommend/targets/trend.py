"""Where a short history leads by itself, and how far a target lies from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from service.domain.objective import Quantity
from service.domain.recommendation import Ambition, Outlook, Reading
from service.recommend.targets.numbers import day as written_day
from service.recommend.targets.numbers import number, rounded

#: A line through fewer readings says nothing of where they lead.
LEAST_READINGS = 4
CONFIDENCE = 0.8
#: Within two years of readings a season cannot be told from a trend.
_TWO_YEARS = 730


def outlook(
    history: Sequence[Reading], deadline: date, reach: Quantity | None, unit: str, rises: bool
) -> Outlook | None:
    """The straight line of least squares through the readings, at the deadline.

    With the interval for a single new reading (Draper and Smith, 1998, chapter 1).

    Args:
        history: Readings of one measure, oldest first.
        deadline: The day that is looked at.
        reach: The target's value, if known.
        unit: Of the readings.
        rises: Whether more is better.

    Returns:
        None when there are too few readings, or the deadline is not after the last.
    """
    if len(history) < LEAST_READINGS or deadline <= history[-1].day:
        return None
    # Imported here because it takes a tenth of a second, which requests without history need not.
    from scipy.special import stdtrit

    days = np.array([reading.day.toordinal() for reading in history], dtype=np.float64)
    values = np.array([reading.value for reading in history])
    centred = days - days.mean()
    spread = float(centred @ centred)
    slope = float(centred @ values) / spread
    residuals = values - values.mean() - slope * centred
    freedom = len(values) - 2
    noise = float(np.sqrt(residuals @ residuals / freedom))
    ahead = deadline.toordinal() - days.mean()
    forecast = float(values.mean() + slope * ahead)
    quantile = float(stdtrit(freedom, 0.5 + CONFIDENCE / 2))
    half = quantile * noise * float(np.sqrt(1 + 1 / len(values) + ahead**2 / spread))
    low, high = rounded(forecast - half, ""), rounded(forecast + half, "")
    ambition = None
    if reach is not None and reach.unit == unit:
        ambition = _ambition(reach.value, values[-1], forecast, half, rises)
    says = (
        f"{len(history)} readings from {history[0].period} to {history[-1].period} lead to "
        f"{number(rounded(forecast, ''), unit)} on {written_day(deadline)} "
        f"(80% interval {number(low, unit)} to {number(high, unit)})"
    )
    says += f"; the target is {ambition.value}." if ambition else "."
    if (history[-1].day - history[0].day).days < _TWO_YEARS:
        says += " Less than two years cannot show a season."
    return Outlook(rounded(forecast, ""), low, high, ambition, says)


def _ambition(target: float, last: float, forecast: float, half: float, rises: bool) -> Ambition:
    sign = 1 if rises else -1
    if sign * (last - target) >= 0:
        return Ambition.MET
    beyond = sign * (target - forecast)
    if beyond < -half:
        return Ambition.BELOW_TREND
    if beyond <= half:
        return Ambition.WITHIN_TREND
    return Ambition.AMBITIOUS if beyond <= 2 * half else Ambition.FAR_BEYOND
