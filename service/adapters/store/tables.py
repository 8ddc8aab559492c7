"""Tables of the store. A change here needs a migration in ``migrations/versions``.

SQLAlchemy's core is enough for them; its ORM would double what every command imports.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Index, MetaData, String, Table

METADATA = MetaData()

#: Recommendations and audits with what they were computed from. An answer is kept as it was
#: given: it can be shown again after library and model changed.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    Column("library_version", String(20), nullable=False),
    Column("model", String(200), nullable=False),
    Column("request", JSON, nullable=False),
    Column("answer", JSON, nullable=False),
)

#: What lists show of answers, in a table of its own: an answer may have megabytes to read over.
SUMMARIES = Table(
    "summaries",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("organisation", String(200), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("library_version", String(20), nullable=False),
    Column("model", String(200), nullable=False),
    Column("content", JSON, nullable=False),
    Index("ix_summaries_order", "kind", "organisation", "created_at"),
)

#: The organisation's own catalogue; ``same_as`` is the library KPI that is the same measure.
OWN_KPIS = Table(
    "own_kpis",
    METADATA,
    Column("id", String(500), primary_key=True),
    Column("same_as", String(80), nullable=True),
    Column("content", JSON, nullable=False),
    Column("file", String(500), nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
)

#: Verdicts on KPIs; ``organisation`` is empty for the one that the installation belongs to.
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("organisation", String(100), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("content", JSON, nullable=False),
)

#: Findings that an organisation lets be; ``organisation`` is empty for goal sets that name none.
DISMISSALS = Table(
    "dismissals",
    METADATA,
    Column("organisation", String(200), primary_key=True),
    Column("finding", String(40), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("content", JSON, nullable=False),
)
