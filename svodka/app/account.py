"""Read reports into a store and tell their stories; show what a store holds."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from svodka import pipeline
from svodka.app import lines, outlets, stages
from svodka.app.stages import House
from svodka.app.tally import Tally
from svodka.store.base import Store
from svodka.types import Analysis, Digest, Document, Outcome, Page, ReportLine, Story

Watch = Callable[[Outcome], None]


def read(house: House, store: Store, tally: Tally, watch: Watch, now: datetime, lang: str) -> tuple[Digest, ...]:
    """Takes the reports into the store, one by one, cleans anew what it holds of their outlets, groups all of it and
    tells the stories that hold one of these. What was read before an interruption is in the store and in the tally."""
    ids = take(house, store, tally, watch)
    if not ids:
        return ()
    held = {analysis.document.id: analysis for analysis in store.analyses()}
    held |= cleaned_anew(held, ids, house, store, tally, watch)
    stories = pipeline.stories(list(held.values()), house.packs)
    store.put_stories(stories)
    wanted = [story for story in stories if ids & set(story.documents) and is_told(story, held, house)]
    wanted.sort(key=lambda story: -len(story.documents))  # the most reported first, else as they were read
    return pipeline.digests(wanted, held, house.packs, house.outlets, now, lang)


def take(house: House, store: Store, tally: Tally, watch: Watch) -> set[str]:
    """The ids of the reports given, all of which are in the store now."""
    ids = set[str]()
    for item, cleaned in stages.cleaned(house, outlets.StoreMemory(store)):
        done, what = take_one(cleaned, house, store)
        if done.failure is None:
            ids.add(stages.document_of(done.value).id)
            tally.notes.extend(f"{done.key}: {note}" for note in notes(item, stages.document_of(done.value), house))
        else:
            store.put_failure(done)
        tally.add(done, what)
        watch(done)
    return ids


def notes(item: Outcome, doc: Document, house: House) -> Iterator[str]:
    """What a person should know of a report that was taken all the same."""
    if pipeline.analyser(doc.lang, house.packs) is None:
        yield f"kept, not analysed: language {doc.lang or 'unknown'} has no pack"
    if isinstance(item.value, Page) and item.value.published and doc.published is None:
        yield f"the time of publication is not understood: {item.value.published}"


def take_one(item: Outcome, house: House, store: Store) -> tuple[Outcome, str]:
    """The report, analysed and stored, and what became of it; one that is held as it would be made now is left so."""
    if isinstance(item.value, Analysis | lines.Grouped):
        done = stages.to_analysis(item, house)
        return done, store.put(done.value)
    if item.failure is None and store.made(item.value.id) == pipeline.made(item.value.lang, house.packs):
        return item, "known"
    done = pipeline.analysis(item, house.packs, house.outlets)
    return done, store.put(done.value) if done.failure is None else "failed"


def cleaned_anew(held: Mapping[str, Analysis], ids: set[str], house: House, store: Store, tally: Tally, watch: Watch
                 ) -> dict[str, Analysis]:
    """The reports held that lose furniture by what these ones taught of their outlets, analysed anew and stored. Those
    that another version made wait to be read again: it cleaned otherwise."""
    found = {}
    docs = [a.document for a in held.values() if a.made == pipeline.made(a.document.lang, house.packs)]
    for doc in outlets.cleared(docs, ids, outlets.StoreMemory(store)):
        done = pipeline.analysis(Outcome(key=doc.path, value=doc), house.packs, house.outlets)
        if done.failure is None:
            store.put(done.value, anew=True)
            found[doc.id] = done.value
            tally.cleaned_anew += 1
            watch(done)
    return found


def is_told(story: Story, held: dict[str, Analysis], house: House) -> bool:
    """A story of which no report could be analysed has nothing to tell."""
    return any(pipeline.analyser(held[id].document.lang, house.packs) for id in story.documents)


def show(id: str, house: House, store: Store, now: datetime, lang: str) -> tuple[Digest, ...]:
    """The story with this id; raises UnknownStory."""
    story = store.story(id)
    held = {analysis.document.id: analysis for analysis in store.analyses(story.documents)}
    return pipeline.digests([story], held, house.packs, house.outlets, now, lang)


def stories(store: Store) -> list[tuple[Story, tuple[ReportLine, ...]]]:
    """Every story with its reports in its order, the newest story first."""
    reports = {report.document: report for report in store.reports()}
    found = [(story, tuple(reports[id] for id in story.documents)) for story in store.stories()]
    return sorted(found, key=lambda pair: pair[0].updated.start if pair[0].updated else datetime.min, reverse=True)
