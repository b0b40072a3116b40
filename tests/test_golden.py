"""The digest of the example is the one that a person has read."""

from __future__ import annotations

import difflib
from pathlib import Path

from stories import golden

TIES = 0.02  # share of lines: the taggers' exact ties fall otherwise with another processor's matrix kernel


def test_the_digest_of_the_example_is_the_pinned_one(tmp_path: Path) -> None:
    told, pinned = golden.tell(tmp_path / "store.sqlite").splitlines(), golden.PINNED.read_text("utf-8").splitlines()
    changed = [line for line in difflib.unified_diff(pinned, told, "pinned", "told", n=0) if line[:1] in "+-"][2:]
    assert len(changed) <= TIES * len(pinned), "\n".join(changed)
