"""Stories over their changes: new groups of reports, and the stories held before → stories with ids and parents.

A story goes on in the group that has most of its reports. Where several go on in one group the oldest keeps its id and
the others are among its parents, so that each id that ever was leads to a story; what was split off names the story
that it left. An id that a merged story had is taken up again by what splits off with the report that gave it.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from svodka.story.naming import fresh
from svodka.types import Story


def name(groups: Sequence[Sequence[str]], held: Sequence[Story], taken: Container[str] = ()) -> tuple[Story, ...]:
    """A story for each group of document ids, in the order of their smallest ones. `held`: the stories that their
    reports stood in, whole, the oldest first; `taken`: ids of other stories, and of their parents."""
    groups = sorted(groups, key=min)
    of = {id: at for at, group in enumerate(groups) for id in group}
    parts = [Counter(of[id] for id in story.documents if id in of) for story in held]
    ids: dict[int, str] = {}
    parents: list[list[str]] = [[] for _ in groups]
    for story, own in zip(held, parts, strict=True):
        if own:
            at = max(own, key=lambda at: (own[at], -at))
            parents[at] += [*([story.id] if at in ids else []), *story.parents]
            ids.setdefault(at, story.id)
    alive = {story.id for story in held}
    begun = [at for at in range(len(groups)) if at not in ids]
    for at in begun:
        ids[at] = fresh(min(groups[at]), lambda id: id in taken or id in alive)
        alive.add(ids[at])
        left = max(range(len(held)), key=lambda i: (parts[i][at], -i), default=0)
        parents[at] = [held[left].id] if held and parts[left][at] else []
    again = {ids[at] for at in begun}
    return tuple(Story(id=ids[at], documents=tuple(group), parents=others(
        ids[at], parents[at] if ids[at] in again else (id for id in parents[at] if id not in again)))
        for at, group in enumerate(groups))


def others(own: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id != own))
