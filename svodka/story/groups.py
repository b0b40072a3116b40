"""Groups of reports by average likeness: two groups join only if all their cross pairs together are alike enough.

No chain blobs: a pair that is alike cannot by itself join two groups that are not. Pairs that were never compared
count as wholly unlike.
"""
from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

Pair = tuple[int, int]


def join(count: int, likeness: Mapping[Pair, float], enough: float) -> tuple[tuple[int, ...], ...]:
    """Partition of 0 … count-1: the closest two groups are joined while their average likeness reaches `enough`;
    the lower indices win ties, so that the outcome does not depend on the order of `likeness`."""
    members = {i: [i] for i in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), x in likeness.items():
        sums[a][b] = sums[b][a] = x
    heap = [(-x, a, b, 1, 1) for (a, b), x in likeness.items() if x >= enough]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b:
            continue  # one of them has grown or is gone since
        merge(members, sums, a, b)
        for c, x in sums[a].items():
            average = x / (len(members[a]) * len(members[c]))
            if average >= enough:
                low, high = sorted((a, c))
                heapq.heappush(heap, (-average, low, high, len(members[low]), len(members[high])))
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def merge(members: dict[int, list[int]], sums: dict[int, dict[int, float]], into: int, gone: int) -> None:
    """`gone` becomes part of `into`; sums of likeness to third groups are added."""
    members[into] += members.pop(gone)
    for c, x in sums.pop(gone).items():
        del sums[c][gone]
        if c != into:
            sums[into][c] = sums[c][into] = sums[into].get(c, 0.0) + x
