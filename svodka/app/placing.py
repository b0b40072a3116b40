"""Reports that came in are put into stories, all is grouped anew when asked, and what people decide is done.

    reports without a print ── printed ── Live.place ── stories touched ── whole ── store.change
                                                             others changed stories since: all of it again ┘

What a run left that was interrupted the next one places. Each change is one transaction, done or not done at all.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain

from svodka.errors import ActRefused
from svodka.lang.pack import Pack
from svodka.store.base import Store
from svodka.story import acts, build, copies, lineage, live
from svodka.types import Act, Analysis, Placed, Print, Story, Verdict

FEW = 500  # new reports, not fewer than there are, for which all is grouped anew
TOGETHER = 1000  # reports placed in one change
WINDOW = timedelta(days=14)  # of publication, in which reports are compared with what comes in
RESTING = 2000  # stories before that whose follow-ups are told
BESIDE = 9  # reports of an outlet by which its furniture is told

Packs = Mapping[str, Pack]


def place(store: Store, packs: Packs) -> None:
    """Every report that stands in no story is put into one, in order of arrival. As long as it is not much, all is
    grouped anew where as many come as there are, and the order is of no account."""
    held, known = None, -1
    while True:
        turn = store.turn()  # before anything is looked at
        if not (waiting := store.unplaced()):
            return
        of_older = turn == 0 and bool(store.stories())  # of a svodka that had no prints
        if of_older or store.counted() <= len(waiting) <= FEW:
            regroup(store, packs)
            continue
        if held is None or turn != known:
            held = loaded(store, rates := Rates(store, packs))
        if since := oldest(store):
            held.rest(datetime.fromisoformat(since))
        made = [build.printed(analysis, packs) for analysis in store.analyses(waiting[:TOGETHER])]
        placed = [held.place(each) for each in made]
        stories = told(settled(placed, store), store, packs)
        known = turn + 1 if store.change(turn, stories, made, rates.of(made)) else -1


def loaded(store: Store, rates: Rates) -> live.Live:
    """The reports of the last WINDOW, the newest report of each of the stories that ended before it, and counts of all
    that was read."""
    held, since = live.Live(rates.all, acts.constraints(store.acts())), oldest(store)
    counts = {lemma: reports for lemma, (reports, _) in store.lemmas().items()}
    held.load(chain(store.ended(since, RESTING), store.placed(since)), counts, store.counted())
    return held


def oldest(store: Store) -> str:
    """The first day of the WINDOW."""
    newest = store.newest()
    return (date.fromisoformat(newest) - WINDOW).isoformat() if newest else ""


def settled(placed: Sequence[Placed], store: Store) -> list[Story]:
    """The stories that this changes, as it leaves them (id, reports and parents)."""
    moved = [document for each in placed for document, _ in each.moved]
    named = {id for each in placed for id in (each.story, *each.merged, *(story for _, story in each.moved))}
    old = {story.id: story for story in (*store.stories_of(moved), *store.stories(named))}
    home = {document: story.id for story in old.values() for document in story.documents}
    parents = defaultdict[str, list[str]](list, {id: list(story.parents) for id, story in old.items()})
    for each in placed:
        for gone in each.merged:
            own = [document for document, story in home.items() if story == gone]
            ends = Counter(story for document, story in each.moved if home[document] == gone)
            into = ends.most_common(1)[0][0] if ends else each.story
            home.update(dict.fromkeys(own, into))  # also those of its reports that are not compared any more
            parents[into] += [gone, *parents.pop(gone, ())]
        home.update(each.moved)
        home[each.document] = each.story
        for story, parent in each.parents:
            parents[story].append(parent)
    documents = defaultdict[str, list[str]](list)
    for document, id in home.items():
        documents[id].append(document)
    new = (Story(id=id, documents=tuple(own), parents=lineage.others(id, parents[id])) for id, own in documents.items())
    return [story for story in new if story.id not in old or differs(story, old[story.id])]


def differs(new: Story, old: Story) -> bool:
    return set(new.documents) != set(old.documents) or new.parents != old.parents


def told(named: Sequence[Story], store: Store, packs: Packs, furniture: copies.Furniture | None = None) -> list[Story]:
    """The whole of each."""
    held = {analysis.document.id: analysis for analysis in store.analyses(id for s in named for id in s.documents)}
    if furniture is None:
        furniture = copies.furniture([*held.values(), *beside(held.values(), store)])
    came = {id: at for at, id in enumerate(held)}
    return [build.whole(story, [held[id] for id in sorted(story.documents, key=came.__getitem__)], furniture, packs)
            for story in named]


def beside(members: Collection[Analysis], store: Store) -> Iterator[Analysis]:
    """Newest reports of the outlets of which there are few: what stands in several of them is furniture."""
    known = Counter(a.document.outlet for a in members if a.document.outlet)
    wanted = {id for outlet, of in known.items() if of < BESIDE for id in store.of_outlet(outlet, BESIDE)}
    return store.analyses(wanted - {a.document.id for a in members})


def regroup(store: Store, packs: Packs) -> list[Story]:
    """All reports into stories anew, the same for any order in which they came; the stories that this changed."""
    while True:
        turn, old = store.turn(), {story.id: story for story in store.stories()}
        made = [build.printed(analysis, packs) for analysis in store.analyses()]
        work = sorted(made, key=lambda each: each.document)
        rates = Rates(store, packs)
        found = live.regroup(work, rates.all, acts.constraints(store.acts()))
        named = lineage.name([[work[i].document for i in group] for group in found], list(old.values()))
        came = {each.document: at for at, each in enumerate(made)}
        by_arrival = sorted(named, key=lambda story: min(came[id] for id in story.documents))  # the first is the oldest
        furniture = copies.furniture(store.analyses())
        stories = [story for each in by_arrival for story in told([each], store, packs, furniture)]
        if store.change(turn, stories, made, rates.of(made), anew=True):
            return [story for story in stories if story.id not in old or differs(story, old[story.id])]


def decide(store: Store, packs: Packs, act: Callable[[Store], Act]) -> list[Story]:
    """Does what a person decided, on the stories as they stand; these as they are then."""
    while True:
        place(store, packs)
        turn = store.turn()
        done = act(store)
        stories = told(done.after, store, packs)
        if store.change(turn, stories, act=done):
            return stories


def merge(store: Store, left: str, right: str) -> Act:
    return acts.merge(store.stories([store.story(left).id, store.story(right).id]))


def split(store: Store, story: str, reports: Sequence[str]) -> Act:
    own, named = store.story(story), {store.report(name): name for name in reports}
    for id, name in named.items():
        if id not in own.documents:
            raise ActRefused(name, f"no report of the story {own.id}")
    return acts.split(own, named, store.ids())


def move(store: Store, report: str, story: str) -> Act:
    id = store.report(report)
    (home,) = store.stories_of([id])
    return acts.move(id, home, store.story(story))


def undo(store: Store) -> Act:
    log = store.acts()
    last = acts.in_force(log)[-1:]
    now = store.stories_of(id for act in last for story in act.after for id in story.documents)
    return acts.undo(log, now, store.ids() - {id for story in now for id in (story.id, *story.parents)})


def why(store: Store, packs: Packs, left: str, right: str) -> tuple[Verdict, tuple[Story, ...]]:
    """The verdict on two reports by themselves, what people said of them, and the stories that they stand in."""
    place(store, packs)
    ids = store.report(left), store.report(right)
    made = [each for each, _ in store.placed()]
    verdict = build.judged(*ids, made, Rates(store, packs).of(each for each in made if each.document in ids))
    said = acts.said(*ids, acts.constraints(store.acts()))
    more = (f"held {said} by what people decided, whatever the likeness",) if said else ()
    return replace(verdict, reasons=(*verdict.reasons, *more)), store.stories_of(ids)


class Rates(dict[str, float]):
    """Occurrences of lemmas in a million words of the language in which they are the most frequent. To find one out
    takes half a millisecond: what is known is told from the store."""

    def __init__(self, store: Store, packs: Packs) -> None:
        super().__init__((lemma, rate) for lemma, (_, rate) in store.lemmas().items())
        self.counts = [count for pack in packs.values() if "analyse" in pack.provides
                       and (count := getattr(pack.backend, "frequencies", None))]

    def __missing__(self, lemma: str) -> float:
        self[lemma] = max((count([lemma])[0] for count in self.counts), default=0.0)
        return self[lemma]

    def all(self, lemmas: Sequence[str]) -> list[float]:
        return [self[lemma] for lemma in lemmas]

    def of(self, made: Iterable[Print]) -> dict[str, float]:
        return {lemma: self[lemma] for each in made for lemma, _ in each.lemmas}
