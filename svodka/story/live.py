"""Reports are put into stories one by one as they come."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from svodka.story import build, naming, pairs
from svodka.types import Constraints, Placed, PlacedHow, Print

Frequencies = Callable[[Sequence[str]], Sequence[float]]


class Live:
    """The stories of the reports that are compared with what comes in. `frequencies`: occurrences of each lemma in a
    million words of the language."""

    def __init__(self, frequencies: Frequencies, constraints: Constraints = build.NONE) -> None:
        self.frequencies, self.constraints = frequencies, constraints
        self.prints: dict[str, Print] = {}
        self.story_of: dict[str, str] = {}
        self.born: dict[str, int] = {}

    def load(self, placed: Iterable[tuple[Print, str]], counts: Mapping[str, int] | None = None, read: int = 0) -> None:
        """Reports placed before, with their stories. `counts`: in how many of all the reports `read`, these among them,
        each lemma stood; without it only these were read."""
        for made, story in placed:
            self.prints[made.document] = made
            self.story_of[made.document] = story
            self.born.setdefault(story, len(self.born))

    def place(self, made: Print) -> Placed:
        """The same again where the report is there already."""
        if made.document in self.story_of:
            return Placed(document=made.document, story=self.story_of[made.document], how="joined",
                          reasons=("read before",))
        self.prints[made.document] = made
        work = [self.prints[document] for document in sorted(self.prints)]
        lemmas = sorted({lemma for p in work for lemma, _ in p.lemmas})
        common = dict(zip(lemmas, self.frequencies(lemmas), strict=True))
        found = build.grouped(work, pairs.shared_runs(work), common, self.constraints)
        return self.settle(made.document, [[work[i].document for i in group] for group in found])

    def settle(self, document: str, groups: Sequence[Sequence[str]]) -> Placed:
        """The groups become stories; what this changed."""
        named = naming.name(groups, self.story_of, self.born.__getitem__, self.born.__contains__)
        own = next(at for at, group in enumerate(groups) if document in group)
        moved = tuple((doc, story) for group, story in zip(groups, named.ids, strict=True) for doc in group
                      if doc != document and self.story_of[doc] != story)
        for group, story in zip(groups, named.ids, strict=True):
            self.born.setdefault(story, len(self.born))
            self.story_of.update(dict.fromkeys(group, story))
        how: PlacedHow = ("bridged" if own in named.gone.values() else "started" if len(groups[own]) == 1 else "joined")
        return Placed(document=document, story=named.ids[own], how=how, merged=tuple(named.gone), moved=moved,
                      parents=tuple((named.ids[at], parent) for at, parent in sorted(named.parents.items())))

    def rest(self, before: datetime) -> None:
        """Reports of earlier times are no longer compared; what follows their stories may still name them."""

    def stories(self) -> Mapping[str, tuple[str, ...]]:
        """Of the reports held, by story."""
        held: defaultdict[str, list[str]] = defaultdict(list)
        for document, story in self.story_of.items():
            held[story].append(document)
        return {story: tuple(sorted(documents)) for story, documents in held.items()}
