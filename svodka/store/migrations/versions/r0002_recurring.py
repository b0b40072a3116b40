"""Lines that recur over the pages of an outlet."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recurring",
        sa.Column("outlet", sa.Text, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False))


def downgrade() -> None:
    op.drop_table("recurring")
