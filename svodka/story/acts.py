"""What people decided of stories, and what it asks of every later grouping.

An act leaves some stories as a person wants them: the reports that each has then stay together, and apart from those of
the others; what comes later joins them as ever. The log of acts only grows: `undo` is an act too and takes back the
last that stands. Of two acts that disagree about reports the later holds; all of them outrank the machine.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import combinations, product

from svodka.errors import ActRefused
from svodka.story import lineage, naming
from svodka.types import Act, Constraints, Story


def merge(stories: Sequence[Story]) -> Act:
    """The stories, the oldest first, are one."""
    if len({story.id for story in stories}) < 2:
        raise ActRefused(stories[0].id, "a story cannot be merged with itself")
    return Act(kind="merge", before=bare(stories),
               after=lineage.name([[id for story in stories for id in story.documents]], stories))


def split(story: Story, reports: Container[str], taken: Container[str] = ()) -> Act:
    """These reports of the story are one of their own."""
    named = tuple(id for id in story.documents if id in reports)
    rest = tuple(id for id in story.documents if id not in reports)
    if not rest:
        raise ActRefused(story.id, "all of its reports are named: nothing would be left of it")
    own = {story.id, *story.parents}
    begun = naming.fresh(min(named), lambda id: id in taken or id in own)
    return Act(kind="split", before=bare([story]), after=(
        Story(id=story.id, documents=rest, parents=story.parents),
        Story(id=begun, documents=named, parents=(story.id,))))


def move(report: str, out_of: Story, into: Story) -> Act:
    """The report is of the other story; the one that it leaves ends where it was alone in it."""
    if out_of.id == into.id:
        raise ActRefused(report, f"the report is of the story {into.id} already")
    if len(out_of.documents) == 1:
        return replace(merge([into, out_of]), kind="move")
    before = left, right = bare([out_of, into])
    return Act(kind="move", before=before, after=(
        replace(left, documents=tuple(id for id in left.documents if id != report)),
        replace(right, documents=(*right.documents, report))))


def undo(log: Sequence[Act], now: Sequence[Story], taken: Container[str] = ()) -> Act:
    """Takes back the last act that stands; `now`: the stories that have its reports today, `taken`: ids of others.
    Reports that have come since stay with the story they are in, those of a story that the act began go to one that was
    before it."""
    if not (standing := in_force(log)):
        raise ActRefused("undo", "there is nothing to take back")
    last, asked = standing[-1], constraints(standing[:-1])
    back = {story.id: list(story.documents) for story in last.before}
    known = {id for story in last.after for id in story.documents}
    begun = {story.id for story in last.after} - back.keys()
    for story in sorted(now, key=lambda story: story.id in begun):
        for id in (id for id in story.documents if id not in known):
            here = story.id if story.id not in begun else next(
                (old for old, own in back.items() if fits(id, own, asked)), story.id)
            back.setdefault(here, []).append(id)
    parents = {story.id: story.parents for story in last.before}
    old = {id for story in last.before for id in (story.id, *story.parents)}
    for story in now:
        since = (id for id in story.parents if story.id in begun or id not in old)
        parents[story.id] = tuple(dict.fromkeys((*parents.get(story.id, ()), *since)))
    return Act(kind="undo", before=bare(now), after=tuple(
        Story(id=naming.fresh(min(own), taken.__contains__) if id in taken else id, documents=tuple(own),
              parents=parents[id]) for id, own in back.items()))


def in_force(log: Iterable[Act]) -> list[Act]:
    """The acts that nobody has taken back."""
    standing: list[Act] = []
    for act in log:
        if act.kind != "undo":
            standing.append(act)
        elif standing:
            standing.pop()
    return standing


def constraints(log: Iterable[Act], among: Container[str] | None = None) -> Constraints:
    """What the acts in force ask of the reports (`among` these alone). One report stands for all that are to be
    together with it: each of them is paired with it, and it alone with those that are apart."""
    asked = Asked()
    for act in reversed(in_force(log)):
        stories = [[id for id in story.documents if among is None or id in among] for story in act.after]
        for own in stories:
            for id in own:
                asked.together(own[0], id)
        for left, right in combinations(stories, 2):
            for pair in product(set(map(asked.top, left)), set(map(asked.top, right))):
                asked.apart(*pair)
    return asked.told()


class Asked:
    """Sets of reports that are together, each under its smallest id, and which sets are apart; what was asked first
    holds."""

    def __init__(self) -> None:
        self.under: dict[str, str] = {}
        self.barred: defaultdict[str, set[str]] = defaultdict(set)

    def top(self, id: str) -> str:
        while (above := self.under.setdefault(id, id)) != id:
            self.under[id] = id = self.under[above]
        return id

    def together(self, a: str, b: str) -> None:
        low, high = sorted((self.top(a), self.top(b)))
        if low != high and high not in self.barred[low]:
            self.under[high] = low
            for other in self.barred.pop(high, ()):
                self.barred[other].remove(high)
                self.apart(low, other)

    def apart(self, a: str, b: str) -> None:
        if a != b:
            self.barred[a].add(b)
            self.barred[b].add(a)

    def told(self) -> Constraints:
        return Constraints(
            together=frozenset((self.top(id), id) for id in list(self.under) if self.top(id) != id),
            apart=frozenset((a, b) for a, others in self.barred.items() for b in others if a < b))


def fits(report: str, group: Iterable[str], asked: Constraints) -> bool:
    """Whether nobody has set the report apart from one of the group."""
    top = {id: above for above, id in asked.together}
    own = top.get(report, report)
    return not any((min(own, other), max(own, other)) in asked.apart for other in (top.get(id, id) for id in group))


def said(report: str, other: str, asked: Constraints) -> str:
    """`together`, `apart`, or nothing."""
    top = {id: above for above, id in asked.together}
    together = top.get(report, report) == top.get(other, other)
    return "together" if together else "" if fits(report, [other], asked) else "apart"


def bare(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Of each what an act keeps."""
    return tuple(Story(id=story.id, documents=story.documents, parents=story.parents) for story in stories)
