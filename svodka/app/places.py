"""Where svodka keeps what it holds."""
from __future__ import annotations

from pathlib import Path


def default_store() -> Path:
    """`svodka.sqlite` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("svodka") / "svodka.sqlite"
