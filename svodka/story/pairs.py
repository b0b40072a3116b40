"""Who is compared with whom: reports that share one of their weightiest words or a run of words."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from svodka.story.weights import Vector
from svodka.types import Print

HEAVIEST = 40  # words of a report by which it is looked up
RUNS = 3  # shared runs of words that make two reports a pair, whatever their weights

Pair = tuple[int, int]


def candidates(vectors: Sequence[Vector], shared: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """Pairs of indices, left below right, in order; `shared` as `shared_runs` counts it."""
    repeating = (pair for pair, runs in shared.items() if runs >= RUNS)
    return tuple(sorted({*sharing(heaviest(v) for v in vectors), *repeating}))


def heaviest(vector: Vector) -> list[str]:
    return sorted(vector, key=lambda key: (-vector[key], key))[:HEAVIEST]


def sharing(keys: Iterable[Iterable[str]]) -> Iterator[Pair]:
    lists: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(keys):
        for key in own:
            lists[key].append(at)
    for members in lists.values():
        yield from combinations(members, 2)


def shared_runs(prints: Sequence[Print]) -> dict[Pair, int]:
    """How many shingles each pair of prints has in common, exactly, by an inverted list."""
    lists: dict[int, list[int]] = defaultdict(list)
    for at, p in enumerate(prints):
        for shingle in p.shingles:
            lists[shingle].append(at)
    counts: dict[Pair, int] = defaultdict(int)
    for members in lists.values():
        for pair in combinations(members, 2):
            counts[pair] += 1
    return counts
