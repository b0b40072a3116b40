"""The first tables: reports, stories, failures."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("analysis", sa.LargeBinary, nullable=False),
        sa.Column("version_of", sa.Text))
    op.create_index("ix_reports_url", "reports", ["url"])
    op.create_table(
        "stories",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("record", sa.LargeBinary, nullable=False))
    op.create_table(
        "failures",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False))


def downgrade() -> None:
    for table in ("failures", "stories", "reports"):
        op.drop_table(table)
