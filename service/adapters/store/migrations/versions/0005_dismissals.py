"""Dismissals: findings that an organisation has looked at and lets be."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "dismissals",
        sa.Column("organisation", sa.String(200), primary_key=True),
        sa.Column("finding", sa.String(40), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("dismissals")
