"""Copies: reports that repeat one another's words, what they repeat, and which of them is likely the original.

The reports of a story are taken in the order in which they can have had the words first. Each is looked up by its pairs
of words among the texts before it and compared with the few that share most: it repeats one of them, or takes passages
from one, or is a text of its own. So no report is compared with all, no copy leads back to itself, and the order in
which reports arrive changes nothing.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from svodka.story import reuse
from svodka.story.reuse import Text, Words
from svodka.types import Analysis, Copy, CopyKind, OriginalWhy

ENOUGH = 0.30  # shared runs of all that two reports have: light edits keep more, quoting one speech keeps less
KIN = 0.15  # the same of two texts that a third repeats, for all three to be one text
REWORDED = 0.85  # of the words of both, by sentences, stand in the other, word for word or reworded
NOTHING_OWN = 0.9  # of a report's sentences that stand in a longer one as they are: a reprint cut short
FEWEST = 3  # sentences of which that can be said
PASSAGES = 0.15  # of a report's sentences that stand in what it is said to copy
TOLD = 20  # words among them that the report tells itself: who quotes one speech does not copy
AGAIN = 3  # reports of an outlet in which a sentence stands: it is the outlet's furniture or background
HOLDERS = 8  # texts kept for a pair of words, and reports of a bunch that a report is compared with
NEAREST = 3  # texts with which a report is compared
PAIRS = 0.03  # of its pairs of words that such a text has, each divided by how many have it
LATER = timedelta(days=1)  # by which an agency's page, dated by its last change, may come after those that credit it

Furniture = Collection[tuple[str, Words]]
Bunch = list[Text]  # the original and its copies


def find(analyses: Sequence[Analysis], furniture: Furniture = frozenset()) -> tuple[Copy, ...]:
    """The copies within one story, in order of id."""
    credits = Counter(name for a in analyses for name in agencies(a))
    texts = [text for a in analyses if (text := reuse.read(a, furniture)).sentences]
    texts.sort(key=lambda text: rank(text, credits))
    order, shelf = {id(text): at for at, text in enumerate(texts)}, Shelf()
    near = [shelf.put(text) for text in texts]
    found = []
    for bunch in shelf.bunches():
        bunch.sort(key=lambda text: order[id(text)])
        found.append(part(bunch[0], near[order[id(bunch[0])]], credits))
        found += [whole(text, bunch[:min(at, HOLDERS)], credits) for at, text in enumerate(bunch) if at]
    return tuple(sorted(filter(None, found), key=lambda copy: copy.document))


def furniture(analyses: Iterable[Analysis]) -> Furniture:
    """Sentences that an outlet prints in report after report, with the outlet's name."""
    held: dict[tuple[str, Words], set[str]] = defaultdict(set)
    for a in analyses:
        if outlet := a.document.outlet.casefold():
            for sentence in reuse.sentences(a):
                held[outlet, sentence.words].add(a.document.id)
    return frozenset(key for key, documents in held.items() if len(documents) >= AGAIN)


class Shelf:
    """Bunches of texts, found by pairs of words: of each pair the first few bunches that a text can have it from."""

    def __init__(self) -> None:
        self.places: list[Bunch] = []
        self.holders: dict[Words, list[int]] = defaultdict(list)

    def bunches(self) -> list[Bunch]:
        return list({id(bunch): bunch for bunch in self.places}.values())

    def put(self, text: Text) -> list[Text]:
        """The text joins what it repeats. Returned are the originals nearest to it."""
        near = self.nearest(text)
        originals = [self.places[at][0] for at in near]
        homes = [at for at in near if any(repeats(text, other) for other in self.places[at][:HOLDERS])]
        if not homes:
            homes = [len(self.places)]
            self.places.append([])
        for other in homes[1:]:
            self.unite(self.places[homes[0]], self.places[other])
        self.places[homes[0]].append(text)
        self.hold(text, homes[0])
        return originals

    def unite(self, home: Bunch, other: Bunch) -> None:
        """Two bunches that a text repeats, unless it is made of two texts that have little in common."""
        if reuse.alike(home[0], other[0]) >= KIN:
            home += other
            self.places = [home if bunch is other else bunch for bunch in self.places]

    def hold(self, text: Text, at: int) -> None:
        for pair in text.places:
            holders = self.holders[pair]
            if len(holders) < HOLDERS and at not in holders:
                holders.append(at)

    def nearest(self, text: Text) -> list[int]:
        """Places of the bunches that share most pairs of words, each bunch once; what few have counts more."""
        counts: dict[int, float] = defaultdict(float)
        for holders in (self.holders.get(pair, ()) for pair in text.places):
            for at in holders:
                counts[at] += 1 / len(holders)
        enough = (at for at, count in counts.items() if count >= PAIRS * len(text.places))
        near = sorted(enough, key=lambda at: (-counts[at], at))[:NEAREST]
        return list(reversed({id(self.places[at]): at for at in reversed(near)}.values()))


# is it a copy


def repeats(text: Text, other: Text) -> bool:
    """One text, as it was, edited or reworded; or no more than a part of the other. What one outlet says again under
    other news is no copy."""
    if not (one_text(text, other) or cut_from(text, other)):
        return False
    return not text.outlet or text.outlet != other.outlet or opens(text, other)


def one_text(left: Text, right: Text) -> bool:
    """Whichever of them was first."""
    return reuse.alike(left, right) >= ENOUGH or all(
        reuse.weight(a, reuse.taken(a, b, reuse.reworded)) >= REWORDED for a, b in ((left, right), (right, left)))


def cut_from(text: Text, other: Text) -> bool:
    return len(text.sentences) >= FEWEST and reuse.share(text, reuse.taken(text, other, reuse.verbatim)) >= NOTHING_OWN


def opens(text: Text, other: Text) -> bool:
    """Its news, the first sentence, stands in the other."""
    return any(at == 0 for at, _ in reuse.taken(text, other, reuse.reworded))


def whole(text: Text, bunch: Sequence[Text], credits: Mapping[str, int]) -> Copy | None:
    """Of the bunch's original, or of the first copy of it whose additions it repeats."""
    for source in bunch:
        found = reuse.taken(text, source, reuse.reworded)
        if reuse.share(text, found) >= PASSAGES:
            same = [s.words for s in text.sentences] == [s.words for s in source.sentences]
            return record(text, source, "exact" if same else "light", found, credits)
    return None


def part(text: Text, near: Iterable[Text], credits: Mapping[str, int]) -> Copy | None:
    """Of the text from which it takes most; an outlet may repeat itself."""
    found = [(reuse.taken(text, source, reuse.verbatim), source) for source in near
             if not text.outlet or source.outlet != text.outlet]
    pairs, source = max(found, key=lambda one: len(one[0]), default=((), None))
    told = sum(text.sentences[at].told for at, _ in pairs)
    if source is None or told < TOLD or reuse.share(text, pairs) < PASSAGES:
        return None
    return record(text, source, "partial", pairs, credits)


def record(text: Text, source: Text, kind: CopyKind, found: reuse.Pairs, credits: Mapping[str, int]) -> Copy:
    return Copy(document=text.analysis.document.id, of=source.analysis.document.id, kind=kind,
                share=round(reuse.share(text, found), 3), passages=reuse.passages(text, source, found),
                why=tuple(reasons(text, source, credits)))


# which is the original


def rank(text: Text, credits: Mapping[str, int]) -> tuple[timedelta, int, int, str]:
    """The earliest published; where days are unknown or the same, the report of whom the others name as their source;
    else the longest, since reprints are cut; else the first by id."""
    at, named = published(text), credits[text.outlet]
    since = timedelta.max if at is None else at - datetime.min - (LATER if named else timedelta())
    return since, -named, -text.words, text.analysis.document.id


def reasons(text: Text, source: Text, credits: Mapping[str, int]) -> Iterator[OriginalWhy]:
    """What speaks for the source as the original."""
    at, first = published(text), published(source)
    if first is not None and at is not None and first < at:
        yield "earliest"
    if credits[source.outlet] > credits[text.outlet]:
        yield "credited"
    if source.words > text.words:
        yield "longest"


def published(text: Text) -> datetime | None:
    moment = text.analysis.document.published
    return moment.start if moment else None


def agencies(analysis: Analysis) -> set[str]:
    """Agencies and outlets that a report names as its sources, itself not among them."""
    own = analysis.document.outlet.casefold()
    named = {v.name.casefold() for a in analysis.attributions for v in a.voices if v.kind in ("agency", "outlet")}
    return named - {own, ""}
