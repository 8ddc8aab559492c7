"""Plumbline: recommends measurable KPIs for an objective and audits goal sets.

Imports run one way: ``cli | api | web -> answering -> bootstrap -> adapters | recommend | audit
-> matching -> understanding -> domain``; import-linter checks it.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("plumbline-kpi")
except PackageNotFoundError:  # running from a checkout that is not installed
    __version__ = "0+unknown"
