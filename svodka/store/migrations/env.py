"""Run by alembic: brings the connection that `store.sql` hands over to the wanted revision, in its transaction."""
from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
