"""Summaries: what a list shows of an answer, so that lists need not read whole answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OF_AUDITS = """
INSERT INTO summaries (id, kind, organisation, created_at, library_version, model, content)
SELECT id, kind, coalesce(json_extract(answer, '$.organisation'), ''), created_at,
       library_version, model,
       json_object('objectives', json_extract(answer, '$.objectives'),
                   'goals', json_extract(answer, '$.goals'), 'score', NULL)
FROM answers WHERE kind = 'audit'
"""


def upgrade() -> None:
    op.create_table(
        "summaries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("library_version", sa.String(20), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    op.create_index("ix_summaries_order", "summaries", ["kind", "organisation", "created_at"])
    op.execute(_OF_AUDITS)


def downgrade() -> None:
    op.drop_table("summaries")
