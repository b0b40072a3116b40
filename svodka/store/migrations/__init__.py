"""Revisions of the store, written by hand (alembic runs them; autogenerate is not used)."""
