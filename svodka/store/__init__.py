"""What was read, kept over runs: `base` says what a store does, `sql` does it in one SQLite file."""
