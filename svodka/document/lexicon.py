"""A pack's `boilerplate.tsv` as a question: of what kinds of furniture is this line?"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

LONGEST = 300  # characters of a line that are looked at
SENTENCE = 250  # a longer line is prose whatever words stand somewhere in it
AROUND = {"whole": (r"^\W*(?:", r")\W*$"), "start": (r"^[^\w\u00a9*(+]*(?:", r")"), "any": (r"(?:", r")")}
Kinds = Callable[[str], frozenset[str]]


def kinds(rows: Iterable[Mapping[str, str]]) -> Kinds:
    """The rows of one kind and place are one pattern: they are asked of every line of every page."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        groups.setdefault((row["kind"], row["where"]), []).append(row["pattern"])
    asked = [(kind, where, re.compile(AROUND[where][0] + "|".join(patterns) + AROUND[where][1]))
             for (kind, where), patterns in groups.items()]

    def of(line: str) -> frozenset[str]:
        text = " ".join(line[:LONGEST].lower().split())
        return frozenset(kind for kind, where, pattern in asked
                         if (where != "any" or len(line) <= SENTENCE) and pattern.search(text))

    return of
