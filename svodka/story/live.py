"""Reports are put into stories one by one as they come.

    print ─ near ─ likenesses ─ stories touched ─ grouped anew ─ named ─ Placed

A new report is compared with those that share its weightiest words (`window`). Where one of them is alike enough, their
stories and those of no others are grouped anew with it by the average likeness of all pairs (`groups`): so stories that
it bridges are joined then, one that it shows to be two is parted, and no chain makes a blob. The neighbourhood is
bounded: a story of more than SAMPLE reports is held together and stands in it by a sample spread evenly over its time.
While no more than FEW reports are held all of them are the neighbourhood, and their order does not matter: the outcome
is that of `regroup`, which groups all reports anew from those alike to each, and is the same for any order.

Of a story whose last report has left the window a summary remains for a YEAR: the words that are heaviest in its last
reports together, and its newest day. A report that is alike to none in the window begins a story; where its words are
alike enough to such a summary the new story names the rested one as its parent. The rested story stays as it is.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from svodka.story import groups, naming, same, weights
from svodka.types import Constraints, Placed, PlacedHow, Print, record

if TYPE_CHECKING:
    from svodka.story.window import Floats, Frequencies

NONE = Constraints()
FEW = 200  # reports that are all grouped anew
TOUCHED = same.NO  # likeness to one of its reports from which a story is grouped anew
SAMPLE = 32  # reports by which a larger story is compared
NEAREST = 16  # rested stories that a report is compared with
MOST = 96  # reports grouped anew where more than FEW are held
FOLLOWS = 0.25  # likeness of words to a story at rest: 95 % of the gold's reports have it to their own, 0.1 % to others
SHOWN = 8  # words of a reason
YEAR, MONTH = 366, 30  # days


@record
class Unit:
    """What a grouping does not part: a report, or a large story that stands in it by some of its reports (`rows`)."""

    story: str
    rows: tuple[int, ...]
    whole: bool = False


class Live:
    """The stories of the reports that what comes in is compared with. `frequencies`: occurrences of each lemma in a
    million words of the language."""

    def __init__(self, frequencies: Frequencies, constraints: Constraints = NONE) -> None:
        from svodka.story.window import Window, Words

        self.words = Words(frequencies)
        self.window = Window(self.words)
        self.rested = Window(self.words, span=MONTH)
        self.asked = Asked(constraints)
        self.row_of: dict[str, int] = {}
        self.story_of: dict[int, str] = {}
        self.members: dict[str, set[int]] = {}
        self.ended: set[str] = set()

    def load(self, placed: Iterable[tuple[Print, str]], counts: Mapping[str, int] | None = None, read: int = 0) -> None:
        """Reports placed before, with their stories, in the order they came. `counts`: in how many of all the reports
        `read`, these among them, each lemma stood; without it only these were read."""
        if counts is not None:
            self.words.begin(counts, read)
        for made, story in placed:
            self.put(self.add(made, counted=counts is None), story)

    def place(self, made: Print) -> Placed:
        """The same again where the report is there already."""
        if made.document in self.row_of:
            return Placed(document=made.document, story=self.story_of[self.row_of[made.document]], how="joined",
                          reasons=("read before",))
        row = self.add(made)
        units = sorted(self.neighbourhood(row), key=lambda unit: self.document(unit.rows[0]))
        told = self.settle(row, units, self.grouped(units))
        return replace(told, reasons=self.reasons(row, made)) if told.how != "started" else told

    def rest(self, before: datetime) -> None:
        """Reports of earlier days are no longer compared, nor stories that ended a YEAR before."""
        gone = self.window.older(before)
        left = {story: rows for story in sorted({self.story_of[row] for row in gone})
                if (rows := self.members[story]) <= gone}
        for story, rows in left.items():
            self.rested.put(self.window.summary(story, sorted(rows)[-SAMPLE:]))
        for row in gone:
            del self.row_of[self.document(row)]
            self.leave(row)
        self.window.rest(before)
        self.rested.rest(before - timedelta(YEAR))
        self.ended = {row.document for row in self.rested.rows.values()}

    def stories(self) -> Mapping[str, tuple[str, ...]]:
        """Of the reports held."""
        return {story: tuple(self.document(row) for row in sorted(rows)) for story, rows in self.members.items()}

    def add(self, made: Print, counted: bool = True) -> int:
        self.row_of[made.document] = row = self.window.add(made)
        if counted:
            self.words.count(self.window.rows[row].words)
        return row

    def document(self, row: int) -> str:
        return self.window.rows[row].document

    def documents(self, unit: Unit) -> list[str]:
        """All of a large story's, where it matters."""
        rows = self.members[unit.story] if unit.whole and self.asked.any else unit.rows
        return [self.document(row) for row in rows]

    def put(self, row: int, story: str) -> None:
        """Into another story than it was in."""
        if row in self.story_of:
            self.leave(row)
        self.story_of[row] = story
        self.members.setdefault(story, set()).add(row)

    def leave(self, row: int) -> None:
        story = self.story_of.pop(row)
        self.members[story].discard(row)
        if not self.members[story]:
            del self.members[story]

    def neighbourhood(self, row: int) -> Iterator[Unit]:
        yield Unit(story="", rows=(row,))
        if len(self.window.rows) <= FEW:
            yield from (Unit(story=story, rows=(other,)) for other, story in self.story_of.items())
            return
        room = MOST
        for story in self.touched(row):
            rows = sorted(self.members[story])
            room -= min(len(rows), SAMPLE)
            if room < 0:
                break
            if len(rows) > SAMPLE:
                spread = tuple(rows[i * len(rows) // SAMPLE] for i in range(SAMPLE))
                yield Unit(story=story, rows=spread, whole=True)
            else:
                yield from (Unit(story=story, rows=(other,)) for other in rows)

    def touched(self, row: int) -> list[str]:
        """Stories of which a report is alike, the likest first, after those that people hold it together with."""
        near = self.window.near(row)
        best: dict[str, float] = {}
        for other, alike in zip(near, self.window.alike([row], near)[0].tolist() if near else (), strict=True):
            story = self.story_of[other]
            best[story] = max(alike, best.get(story, 0.0))
        for document in self.asked.with_it(self.document(row)):
            if (asked := self.row_of.get(document, row)) != row:
                best[self.story_of[asked]] = 2.0
        return sorted((story for story in best if best[story] >= TOUCHED), key=lambda story: (-best[story], story))

    def grouped(self, units: Sequence[Unit]) -> list[list[Unit]]:
        """The units by story."""
        rows = [row for unit in units for row in unit.rows]
        unit_at = [at for at, unit in enumerate(units) for _ in unit.rows]
        first = [unit_at.index(at) for at in range(len(units))]
        together, apart = self.asked.pairs([self.documents(unit) for unit in units], first)
        start = groups.begin(len(rows), [*together, *((first[at], i) for i, at in enumerate(unit_at))])
        found = groups.join(start, pairs(self.window.alike(rows, rows)), same.YES, apart)
        if (enough := same.running(self.words.read)) <= 1.0:
            found = groups.join(found, pairs(self.window.running(rows, rows)), enough, apart)
        return [[units[at] for at in sorted({unit_at[i] for i in group})] for group in found]

    def settle(self, row: int, units: Sequence[Unit], found: Sequence[Sequence[Unit]]) -> Placed:
        """The groups become stories; what this changed."""
        document = self.document(row)
        age = {story: min(self.members[story]) for unit in units if (story := unit.story)}
        named = naming.name([[self.document(r) for unit in group for r in unit.rows] for group in found],
                            {self.document(r): unit.story for unit in units if unit.story for r in unit.rows},
                            age.__getitem__, lambda id: id in self.members or id in self.ended)
        own = next(at for at, group in enumerate(found) if any(unit.rows == (row,) for unit in group))
        moves = [(r, story) for group, story in zip(found, named.ids, strict=True) for unit in group
                 if unit.story != story for r in (sorted(self.members[unit.story]) if unit.whole else unit.rows)]
        for r, story in moves:
            self.put(r, story)
        how: PlacedHow = ("bridged" if own in named.gone.values() else
                          "joined" if len(self.members[named.ids[own]]) > 1 else "started")
        parents = [(named.ids[at], parent) for at, parent in named.parents.items()]
        if how == "started":
            parents += [(named.ids[own], parent) for parent in self.followed(row)]
        return Placed(document=document, story=named.ids[own], how=how, merged=tuple(named.gone),
                      moved=tuple((self.document(r), story) for r, story in moves if r != row),
                      parents=tuple(parents))

    def reasons(self, row: int, made: Print) -> tuple[str, ...]:
        """Why it is in its story."""
        others = sorted(self.members[self.story_of[row]] - {row})[-SAMPLE:]
        alike = self.window.alike([row], others)[0].tolist()
        near, best = max(zip(alike, others, strict=True))
        words = [made.lemmas[at][0] for at in self.window.shared(row, best)[:SHOWN]]
        return (f"likeness {sum(alike) / len(alike):.2f} on average to {len(others)} of its reports "
                f"(one story from {same.YES:.2f})", f"the nearest {near:.2f}: {self.document(best)}",
                f"words of both: {', '.join(words) or '-'}")

    def followed(self, row: int) -> list[str]:
        """The rested story that a report follows."""
        held = self.window.rows[row]
        near = [self.rested.rows[each] for each in self.rested.nearest(held, NEAREST)]
        alike = self.rested.cosines([held], near, weights.OF_LANGUAGE)[0].tolist() if near else []
        return [old.document for x, old in zip(alike, near, strict=True) if x == max(alike) and x >= FOLLOWS][:1]


def regroup(made: Sequence[Print], frequencies: Frequencies, constraints: Constraints = NONE) -> groups.Groups:
    """All anew, by index; `made` in an order of which nothing is to depend. Happenings, then what follows them."""
    from svodka.story.window import Window, Words

    window, asked = Window(Words(frequencies)), Asked(constraints)
    rows = [window.add(each) for each in made]
    for row in rows:
        window.words.count(window.rows[row].words)
    near = {row: rows if len(rows) <= FEW else window.near(row) for row in rows}
    together, apart = asked.pairs([[each.document] for each in made], rows)
    found = groups.join(groups.begin(len(rows), together), likeness(window.alike, near), same.YES, apart)
    if (enough := same.running(len(rows))) <= 1.0:
        found = groups.join(found, likeness(window.running, near), enough, apart)
    return found


def likeness(alike: Callable[[Sequence[int], Sequence[int]], Floats], near: Mapping[int, Sequence[int]]
             ) -> dict[groups.Pair, float]:
    """Of each row with those near it."""
    return {(min(row, other), max(row, other)): x for row, others in near.items() if others
            for other, x in zip(others, alike([row], others)[0].tolist(), strict=True) if other != row and x > 0}


def pairs(likeness: Floats) -> dict[groups.Pair, float]:
    left, right = likeness.nonzero()
    told = zip(left.tolist(), right.tolist(), likeness[left, right].tolist(), strict=True)
    return {(a, b): x for a, b, x in told if a < b and x > 0}


class Asked:
    """What people hold together and apart: sets of reports that are together, each under its smallest id."""

    def __init__(self, constraints: Constraints) -> None:
        self.sets: dict[str, set[str]] = {}
        for pair in sorted(constraints.together):
            joined = set[str]().union(*(self.sets.get(document, {document}) for document in pair))
            self.sets.update(dict.fromkeys(joined, joined))
        self.others: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in constraints.apart:
            self.others[self.top(a)].add(self.top(b))
            self.others[self.top(b)].add(self.top(a))
        self.any = bool(self.sets or self.others)

    def pairs(self, units: Sequence[Iterable[str]], at: Sequence[int]
              ) -> tuple[list[groups.Pair], set[groups.Pair]]:
        """What is asked of units of documents, as pairs of their indices: together, and apart."""
        tops: defaultdict[str, list[int]] = defaultdict(list)
        for index, documents in zip(at, units, strict=True):
            for document in documents:
                tops[self.top(document)].append(index)
        return ([(own[0], index) for own in tops.values() for index in own],
                {(own[0], tops[other][0]) for top, own in tops.items() for other in self.others.get(top, ())
                 if other in tops})

    def with_it(self, document: str) -> list[str]:
        return sorted(self.sets.get(document, ()))

    def top(self, document: str) -> str:
        return min(self.sets[document]) if document in self.sets else document
