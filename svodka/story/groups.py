"""Groups of reports by average likeness: two groups join only if all their cross pairs together are alike enough.

No chain blobs: a pair that is alike cannot by itself join two groups that are not. Pairs that were never compared
count as wholly unlike.
"""
from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

Pair = tuple[int, int]
Groups = tuple[tuple[int, ...], ...]


def join(start: Groups, likeness: Mapping[Pair, float], enough: float, apart: Set[Pair] = frozenset()) -> Groups:
    """The closest two groups are joined while their average likeness reaches `enough`, from the groups of `start` on;
    the lower indices win ties, so that the outcome does not depend on the order of `likeness`. No two groups join that
    hold a pair of `apart`."""
    members = {group[0]: list(group) for group in start}
    sums = summed(start, likeness)
    barred = summed(start, dict.fromkeys(apart, 1.0))
    heap = [(-x / (len(members[a]) * len(members[b])), a, b, len(members[a]), len(members[b]))
            for a, row in sums.items() for b, x in row.items() if a < b]
    heap = [entry for entry in heap if -entry[0] >= enough]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b:
            continue  # one of them has grown or is gone since
        if b in barred.get(a, ()):
            continue
        members[a] += members.pop(b)
        absorb(sums, a, b)
        absorb(barred, a, b)
        for c, x in sums[a].items():
            average = x / (len(members[a]) * len(members[c]))
            if average >= enough:
                low, high = sorted((a, c))
                heapq.heappush(heap, (-average, low, high, len(members[low]), len(members[high])))
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def alone(count: int) -> Groups:
    return tuple((i,) for i in range(count))


def begin(count: int, together: Iterable[Pair]) -> Groups:
    """Each alone, but for those that are to be together, and what they chain."""
    group = {i: [i] for i in range(count)}
    for a, b in together:
        if group[a] is not group[b]:
            group[a] += group[b]
            group.update(dict.fromkeys(group[b], group[a]))
    return tuple(tuple(sorted(held)) for i, held in group.items() if min(held) == i)


def summed(start: Groups, likeness: Mapping[Pair, float]) -> dict[int, dict[int, float]]:
    """Sums of likeness between groups, by the first of each group."""
    first = {i: group[0] for group in start for i in group}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), x in sorted(likeness.items()):
        a, b = first[i], first[j]
        if a != b:
            sums[a][b] = sums[b][a] = sums[a].get(b, 0.0) + x
    return sums


def absorb(sums: dict[int, dict[int, float]], into: int, gone: int) -> None:
    """`gone` becomes part of `into`; sums to third groups are added."""
    for c, x in sums.pop(gone, {}).items():
        del sums[c][gone]
        if c != into:
            sums[into][c] = sums[c][into] = sums[into].get(c, 0.0) + x
