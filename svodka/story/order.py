"""The order of the reports within a story (first version: publication, then input)."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from svodka.types import Analysis


def arrange(analyses: Sequence[Analysis]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Indices in the order of the story, and why each stands where it stands."""
    def key(at: int) -> tuple[datetime, int]:
        published = analyses[at].document.published
        return (published.start if published else datetime.max), at

    order = tuple(sorted(range(len(analyses)), key=key))
    return order, tuple("published" if analyses[at].document.published else "unknown" for at in order)
