"""The names that the tags of words make."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
    """First token, last (exclusive) and kind of each name; slovnet counts an I after an O to the last name begun."""
    kind, start, stop = "", 0, 0
    for i, tag in enumerate(tags):
        if tag == "O" and not kind:
            continue
        part, _, held = tag.partition("-")
        if part == "I":
            stop = i + 1
        elif part in ("O", "B"):
            if kind:
                yield start, stop, kind
            kind, start, stop = held, i, i + 1
    if kind:
        yield start, stop, kind
