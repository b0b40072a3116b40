"""Copies: reports that repeat one another's words, and which of them is likely the original."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from svodka.types import Analysis, Copy, Print

ENOUGH = 0.30  # shared shingles of all that two reports have: light edits keep more, quoting one speech keeps less

Pair = tuple[int, int]


def find(group: Sequence[int], prints: Sequence[Print], shared: Mapping[Pair, int],
         analyses: Sequence[Analysis]) -> tuple[Copy, ...]:
    """The copies within one story: each points to the likely original of those that repeat one another."""
    links = [pair for pair in pairs_of(group) if alike(prints, pair, shared) >= ENOUGH]
    found = []
    for bunch in components(links):
        first = original(bunch, analyses)
        for at in bunch:
            if at != first:
                both = shared.get((min(at, first), max(at, first)), 0)
                share = both / max(1, len(prints[at].shingles))
                found.append(Copy(document=prints[at].document, of=prints[first].document, share=round(share, 3)))
    return tuple(found)


def pairs_of(group: Sequence[int]) -> list[Pair]:
    return [(a, b) for i, a in enumerate(group) for b in group[i + 1:]]


def alike(prints: Sequence[Print], pair: Pair, shared: Mapping[Pair, int]) -> float:
    """Jaccard's share of the two sets of shingles."""
    both = shared.get(pair, 0)
    return both / max(1, len(prints[pair[0]].shingles) + len(prints[pair[1]].shingles) - both)


def components(links: Sequence[Pair]) -> list[list[int]]:
    """Sets of indices that the links connect, each sorted, in order of their first."""
    root: dict[int, int] = {}

    def top(x: int) -> int:
        while root.setdefault(x, x) != x:
            x = root[x]
        return x

    for a, b in links:
        low, high = sorted((top(a), top(b)))
        root[high] = low
    sets: dict[int, list[int]] = defaultdict(list)
    for x in sorted(root):
        sets[top(x)].append(x)
    return [sets[key] for key in sorted(sets)]


def original(bunch: Sequence[int], analyses: Sequence[Analysis]) -> int:
    """The earliest published; where days are unknown, the report of the agency that the others name as their source;
    else the longest, since reprints are cut; else the first by id."""
    credited = Counter(name for at in bunch for name in agencies(analyses[at]))

    def rank(at: int) -> tuple[datetime, int, int, str]:
        doc = analyses[at].document
        published = doc.published.start if doc.published else datetime.max
        words = sum(p.stop - p.start for p in doc.paragraphs)
        return published, -credited[doc.outlet.casefold()], -words, doc.id

    return min(bunch, key=rank)


def agencies(analysis: Analysis) -> set[str]:
    """Agencies and outlets that a report names as its sources, itself not among them."""
    own = analysis.document.outlet.casefold()
    named = {v.name.casefold() for a in analysis.attributions for v in a.voices if v.kind in ("agency", "outlet")}
    return named - {own, ""}
