"""Units of time and money that objectives are written in."""

from __future__ import annotations

from service.understanding.vocabulary import words

#: ISO 4217 codes that are read before or after an amount.
CODES = words(
    "usd eur gbp jpy cny inr chf cad aud nzd sek nok dkk pln czk huf ron bgn try zar ngn kes ghs "
    "brl mxn ars clp cop pen sgd hkd krw twd thb idr myr php vnd aed sar ils egp rub uah pkr bdt "
    "lkr"
)
CURRENCY_MARKS = {
    "$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u20b9": "INR", "\u20a9": "KRW",
    "\u20bd": "RUB", "\u20ba": "TRY", "\u20a6": "NGN", "\u20aa": "ILS", "\u20b1": "PHP",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP",
    "pounds": "GBP", "yen": "JPY", "rupee": "INR", "rupees": "INR", "yuan": "CNY", "rand": "ZAR",
    "naira": "NGN",
}  # fmt: skip
#: Written before an amount.
ABBREVIATED = {"rs": "INR", "re": "INR", "rm": "MYR", "r": "ZAR"}
#: Letters before a dollar sign that name the country.
PREFIXES = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "nz": "NZD",
    "s": "SGD", "hk": "HKD", "r": "BRL", "nt": "TWD", "mx": "MXN",
}  # fmt: skip
DURATIONS = {
    "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
    "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour", "h": "hour",
    "day": "day", "days": "day", "d": "day", "nights": "day",
    "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "month": "month", "months": "month", "mo": "month", "mos": "month",
    "year": "year", "years": "year", "yr": "year", "yrs": "year",
}  # fmt: skip
#: Units that touch the digits (seconds too: "second" is none of the units of a quantity) ("70kg"); outside the list of units, so they count as numbers.
PHYSICAL = words(
    "kg g mg lb lbs km mi cm mm ft sqft ml l gb tb mb ms s sec secs kwh mwh gwh twh kw mw gw ha t "
    "tco2e kt mt pt dba db c f mbps gbps kcal"
)
