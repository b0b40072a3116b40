"""The tables as the newest revision in `migrations` leaves them."""
from __future__ import annotations

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, String, Table, Text

metadata = MetaData()

reports = Table(
    "reports", metadata,
    Column("seq", Integer, primary_key=True),  # the order of arrival
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False, index=True),
    Column("path", Text, nullable=False, index=True),
    Column("outlet", Text, nullable=False, index=True),
    Column("published", Text),  # Moment as JSON
    Column("lang", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("analysis", LargeBinary, nullable=False),  # the Analysis, document and all, as JSON under zlib
    Column("version_of", Text))

stories = Table(
    "stories", metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("record", LargeBinary, nullable=False))

prints = Table(  # of the reports that stand in a story
    "prints", metadata,
    Column("seq", Integer, primary_key=True),  # the report's
    Column("document", Text, nullable=False, unique=True),
    Column("story", Text, nullable=False, index=True),
    Column("day", Text, nullable=False, index=True),  # of publication, else the newest before it; may be empty
    Column("record", LargeBinary, nullable=False))  # Print as JSON under zlib

lemmas = Table(
    "lemmas", metadata,
    Column("lemma", Text, primary_key=True),
    Column("reports", Integer, nullable=False),  # in how many prints it stands
    Column("rate", Float, nullable=False))  # how often in a million words of the language: it takes long to find out

parents = Table(
    "parents", metadata,
    Column("parent", Text, primary_key=True),
    Column("story", Text, primary_key=True, index=True))

acts = Table(
    "acts", metadata,
    Column("seq", Integer, primary_key=True),
    Column("record", LargeBinary, nullable=False))

grouping = Table(  # one row: how often stories were changed
    "grouping", metadata,
    Column("turn", Integer, primary_key=True))

failures = Table(
    "failures", metadata,
    Column("key", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("message", Text, nullable=False))

recurring = Table(
    "recurring", metadata,
    Column("outlet", Text, primary_key=True),
    Column("record", LargeBinary, nullable=False))  # Recurring as JSON under zlib

cleared = Table(  # what was known of an outlet when the reports held were last cleared of its recurring lines
    "cleared", metadata,
    Column("outlet", Text, primary_key=True),
    Column("record", LargeBinary, nullable=False))

version = Table(  # alembic's own, as it makes it
    "alembic_version", metadata,
    Column("version_num", String(32)),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"))
