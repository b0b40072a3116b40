"""Read reports into a store and tell their stories; show what a store holds."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from svodka import pipeline
from svodka.app import outlets, placing, stages
from svodka.app.stages import House
from svodka.app.tally import Tally
from svodka.store.base import Store
from svodka.types import Analysis, Digest, Document, Outcome, Page, ReportLine, Story

LATEST = 1000  # reports of an outlet that are looked through again; older ones were when they were not as old
Watch = Callable[[Outcome], None]


def read(house: House, store: Store, tally: Tally, watch: Watch, now: datetime, lang: str) -> tuple[Digest, ...]:
    """Takes the reports into the store, one by one, cleans anew what it holds of their outlets, puts them into stories
    and tells those. What was read before an interruption is in the store and in the tally, and placed by the next."""
    memory = outlets.StoreMemory(store)
    ids = take(house, store, tally, watch, memory)
    if not ids:
        return ()
    cleaned_anew(house, store, tally, watch, memory)
    placing.place(store, house.packs)
    stories = store.stories_of(ids)
    held = {analysis.document.id: analysis for analysis in store.analyses(id for s in stories for id in s.documents)}
    came = {id: at for at, id in enumerate(held)}
    wanted = [story for story in stories if is_told(story, held, house)]
    wanted.sort(key=lambda story: (-len(story.documents), min(came[id] for id in story.documents)))
    return house.digests(wanted, held, now, lang)


def take(house: House, store: Store, tally: Tally, watch: Watch, memory: outlets.StoreMemory) -> set[str]:
    """The ids of the reports given, all of which are in the store now."""
    ids = set[str]()
    for batch in stages.cleaned(house, memory, house.models):
        for (item, cleaned), made in zip(batch, analysed(batch, house, store), strict=True):
            done, what = put(made, cleaned, store)
            if done.failure is None:
                ids.add(stages.document_of(done.value).id)
                tally.notes.extend(f"{done.key}: {note}" for note in notes(item, stages.document_of(done.value), house))
            tally.add(done, what)
            watch(done)
    return ids


def analysed(batch: Iterable[tuple[Outcome, Outcome]], house: House, store: Store) -> Iterator[Outcome]:
    """Outcomes of Analysis; a Document that is held as it would be made now is left so."""
    def is_new(item: Outcome) -> bool:
        return stages.is_document(item) and store.made(item.value.id) != pipeline.made(item.value.lang, house.packs)

    docs = (cleaned for _, cleaned in batch)
    return house.mapped(house.analysis, docs, is_new, stages.ungrouped, load=house.models)


def put(made: Outcome, cleaned: Outcome, store: Store) -> tuple[Outcome, str]:
    """The report, stored, and what became of it. Several may have been analysed before the first was stored: one that
    is known by now is given as it would have been had it been known before."""
    if made.failure is not None:
        store.put_failure(made)
        return made, "failed"
    what = store.put(made.value) if isinstance(made.value, Analysis) else "known"
    return (cleaned if what == "known" and stages.is_document(cleaned) else made), what


def notes(item: Outcome, doc: Document, house: House) -> Iterator[str]:
    """What a person should know of a report that was taken all the same."""
    if pipeline.analyser(doc.lang, house.packs) is None:
        yield f"kept, not analysed: language {doc.lang or 'unknown'} has no pack"
    if isinstance(item.value, Page) and item.value.published and doc.published is None:
        yield f"the time of publication is not understood: {item.value.published}"


def cleaned_anew(house: House, store: Store, tally: Tally, watch: Watch, memory: outlets.StoreMemory) -> None:
    """The newest reports held that lose furniture by what was learnt of their outlets, analysed anew and stored. Those
    that another version made wait to be read again: it cleaned otherwise."""
    for known in list(memory.due()):
        held = store.analyses(store.of_outlet(known.outlet, LATEST))
        docs = (a.document for a in held if a.made == pipeline.made(a.document.lang, house.packs))
        fewer = (Outcome(key=doc.path, value=doc) for doc in outlets.cleared(docs, known))
        for done in house.workers.map(house.analysis, fewer, load=house.models):
            if done.failure is None:
                store.put(done.value, anew=True)
                tally.cleaned_anew += 1
                watch(done)
        store.put_cleared(known)


def is_told(story: Story, held: Mapping[str, Analysis], house: House) -> bool:
    """A story of which no report could be analysed has nothing to tell."""
    return any(pipeline.analyser(held[id].document.lang, house.packs) for id in story.documents)


def show(id: str, house: House, store: Store, now: datetime, lang: str) -> tuple[Digest, ...]:
    """The story with this id; raises UnknownStory."""
    story = store.story(id)
    held = {analysis.document.id: analysis for analysis in store.analyses(story.documents)}
    return house.digests([story], held, now, lang)


def stories(store: Store, chosen: Sequence[Story] | None = None) -> list[tuple[Story, tuple[ReportLine, ...]]]:
    """Every story, or these, with its reports in its order, the newest story first."""
    chosen = store.stories() if chosen is None else chosen
    reports = {report.document: report for report in store.reports()}
    found = [(story, tuple(reports[id] for id in story.documents)) for story in chosen]
    return sorted(found, key=lambda pair: pair[0].updated.start if pair[0].updated else datetime.min, reverse=True)
