"""Own KPIs: an organisation's catalogue beside the library."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "own_kpis",
        sa.Column("id", sa.String(500), primary_key=True),
        sa.Column("same_as", sa.String(80), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("file", sa.String(500), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("own_kpis")
