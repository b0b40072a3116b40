"""Which story a new group is, of those that its reports stood in: ids stay while stories grow, join and are parted.

Old stories are asked from the oldest on: each gives its id to the new group that holds most of its reports, if no older
one has named that group. So of stories that joined the oldest goes on, and of one that was parted the largest part.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from svodka.ids import digest
from svodka.types import record


@record
class Named:
    """`ids`: of each group; `parents`: of the groups whose story begins now, the story that most of its reports left;
    `gone`: stories that are no more, and the group that most of their reports are in."""

    ids: tuple[str, ...]
    parents: Mapping[int, str]
    gone: Mapping[str, int]


def name(groups: Sequence[Sequence[str]], story_of: Mapping[str, str], age: Callable[[str], int],
         taken: Callable[[str], bool]) -> Named:
    """`groups` of document ids, whole: every story that is touched stands in them with all its reports. `age`: the
    smaller, the older; `taken`: whether an id names a story elsewhere, or ever did."""
    held = [Counter(story_of[doc] for doc in group if doc in story_of) for group in groups]
    old = sorted({story for counts in held for story in counts}, key=age)
    ids: dict[int, str] = {}
    gone: dict[str, int] = {}
    for story in old:
        at = max(range(len(groups)), key=lambda i: (held[i][story], -i))
        if at in ids:
            gone[story] = at
        else:
            ids[at] = story
    parents = {}
    for at, group in enumerate(groups):
        if at not in ids:
            ids[at] = fresh(min(group), lambda id: taken(id) or id in ids.values() or id in old)
            if held[at]:
                parents[at] = max(held[at], key=lambda story: (held[at][story], -age(story)))
    return Named(ids=tuple(ids[at] for at in range(len(groups))), parents=parents, gone=gone)


def fresh(first: str, taken: Callable[[str], bool]) -> str:
    """An id made of a report's; counted on where another story of it has that already."""
    id, number = digest("story", first), 1
    while taken(id):
        number += 1
        id = digest("story", first, str(number))
    return id
