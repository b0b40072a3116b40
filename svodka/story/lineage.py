"""Stories over their changes: new groups of reports, and the stories held before → stories with ids and parents.

`naming` says which group goes on as which story. What became part of a story stands among its parents, so that each id
that ever was leads to a story; what was split off names the story that it left. An id that a merged story had is taken
up again by what splits off with the report that gave it.
"""
from __future__ import annotations

from collections.abc import Container, Sequence

from svodka.story import naming
from svodka.types import Story


def name(groups: Sequence[Sequence[str]], held: Sequence[Story], taken: Container[str] = ()) -> tuple[Story, ...]:
    """A story for each group of document ids, in the order of their smallest ones. `held`: the stories that their
    reports stood in, whole, the oldest first; `taken`: ids of other stories, and of their parents."""
    groups = sorted(groups, key=min)
    ages = {story.id: age for age, story in enumerate(held)}
    named = naming.name(groups, {id: story.id for story in held for id in story.documents}, ages.__getitem__,
                        taken.__contains__)
    parents = {story.id: list(story.parents) for story in held}
    for story in held:
        if story.id in named.gone:
            parents[named.ids[named.gone[story.id]]] += [story.id, *story.parents]
    begun = {named.ids[at] for at in range(len(groups))} - ages.keys()
    left = {named.ids[at]: [story] for at, story in named.parents.items()}
    return tuple(Story(id=id, documents=tuple(group),
                       parents=others(id, left.get(id, []) if id in begun else
                                      [parent for parent in parents[id] if parent not in begun]))
                 for id, group in zip(named.ids, groups, strict=True))


def others(own: str, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id != own))
