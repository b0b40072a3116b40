"""Prints and counts of lemmas, so that stories are kept one by one; their parents; what people decided; what was
known of an outlet when its reports were last cleared by that."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_reports_outlet", "reports", ["outlet"])
    op.create_index("ix_reports_path", "reports", ["path"])
    op.create_table(
        "prints",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False, unique=True),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False))
    op.create_index("ix_prints_story", "prints", ["story"])
    op.create_index("ix_prints_day", "prints", ["day"])
    op.create_table(
        "lemmas",
        sa.Column("lemma", sa.Text, primary_key=True),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("rate", sa.Float, nullable=False))
    op.create_table(
        "parents",
        sa.Column("parent", sa.Text, primary_key=True),
        sa.Column("story", sa.Text, primary_key=True))
    op.create_index("ix_parents_story", "parents", ["story"])
    op.create_table(
        "acts",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False))
    op.create_table("grouping", sa.Column("turn", sa.Integer, primary_key=True))
    op.create_table(
        "cleared",
        sa.Column("outlet", sa.Text, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False))


def downgrade() -> None:
    for table in ("cleared", "grouping", "acts", "parents", "lemmas", "prints"):
        op.drop_table(table)
    for index in ("ix_reports_path", "ix_reports_outlet"):
        op.drop_index(index, "reports")
