"""Where svodka keeps what it holds."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svodka.store.base import Store


@contextmanager
def opened(path: Path | None) -> Iterator[Store]:
    """The store in this file, else the user's own."""
    from svodka.store.sql import open_store

    store = open_store(path or default_store())
    try:
        yield store
    finally:
        store.close()


def default_store() -> Path:
    """`svodka.sqlite` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("svodka") / "svodka.sqlite"
