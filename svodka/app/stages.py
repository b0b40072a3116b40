"""The stages as filters: outcomes of whatever an earlier stage made in, of this stage's records out. No store."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any

from svodka import pipeline
from svodka.app import lines, outlets, sources
from svodka.errors import WorkerDied
from svodka.lang import pack as packs_of
from svodka.lang.pack import Backend, Pack
from svodka.source import outlets as outlets_of
from svodka.source.outlets import Outlets
from svodka.types import Analysis, Digest, Document, Failure, Outcome, Page, Story
from svodka.workers import Batched, Workers

PAGES = 16  # cleaned together: each is little work
Watch = Callable[[Outcome], None]
Work = Callable[[Outcome], Outcome]

def same(value: Any) -> Any:
    return value

def lost(item: Outcome | Story) -> Outcome:
    """What stands for an item that killed its worker each time."""
    reason = "the process that worked on it died, and again when it was tried alone"
    if isinstance(item, Story):
        raise WorkerDied(item.id, reason)
    error = WorkerDied(item.key, reason)
    stage = "document" if isinstance(item.value, Page) else "analysis"
    return Outcome(key=item.key, failure=Failure(stage=stage, kind=type(error).__name__, message=str(error)))

class House:
    """What every use case needs beside the reports: packs, outlets, hints from the command line, standard input, and
    who does the work."""

    def __init__(self, paths: Sequence[str], hints: sources.Hints, stdin: Callable[[], bytes],
                 workers: Workers | None = None) -> None:
        self.paths = sources.given(paths)
        self.hints = hints
        self.stdin = stdin
        self.packs = packs()
        self.outlets: Outlets = outlets_of.load(*sources.outlet_folders(self.paths))
        self.files = tuple(sources.find(self.paths))
        self.reads: Callable[[str], None] = lambda key: None  # told the key of each report as it is read
        self.workers = workers or Workers(1, lost)
        self.document = partial(pipeline.document, packs=self.packs, outlets=self.outlets)
        self.ahead = partial(pipeline.ahead, packs=self.packs)
        self.analysis = Batched(partial(pipeline.analysis, packs=self.packs, outlets=self.outlets), self.ahead)

    def loaded(self) -> Iterator[Outcome]:
        for item in sources.load(self.files, self.hints, self.stdin):
            self.reads(item.key)
            yield item

    def mapped(self, work: Work, items: Iterable[Outcome], heavy: Callable[[Outcome], bool], light: Work = same,
               **options: Any) -> Iterator[Outcome]:
        """`work` done by the workers to each item that is `heavy`, `light` here to the others, in their order."""
        waiting = deque[tuple[bool, Outcome]]()

        def chosen() -> Iterator[Outcome]:
            for item in items:
                waiting.append((heavy(item), item))
                if waiting[-1][0]:
                    yield item

        for done in self.workers.map(work, chosen(), **options):
            while not waiting[0][0]:
                yield light(waiting.popleft()[1])
            waiting.popleft()
            yield done
        yield from (light(item) for _, item in waiting)

    def models(self) -> list[Backend]:
        return [pack.backend for lang, pack in self.packs.items() if pipeline.analyser(lang, self.packs)]

    def digests(self, found: Sequence[Story], held: Mapping[str, Analysis], now: datetime, lang: str
                ) -> tuple[Digest, ...]:
        """Workers that would each need a copy of what is held are not asked. The last story is told first, by this
        process, as it is the smallest where the greatest is to be read first."""
        self.workers.stop()  # what they hold is not needed any more
        mapped = partial(self.workers.map, together=1) if self.workers.shares else map
        turned = [*found[-1:], *found[:-1]]
        told = pipeline.digests(turned, held, self.packs, self.outlets, now, lang, mapped)
        return told[1:] + told[:1]

@cache
def packs() -> Mapping[str, Pack]:
    """Found once a process: the models of a pack take a second to load."""
    return packs_of.find()


def clean(house: House) -> Iterator[Outcome]:
    """Outcomes of Document."""
    return (to_document(done) for batch in cleaned(house, outlets.Memory(), object) for _, done in batch)

def analyse(house: House, view: Callable[[Analysis], Any] = same) -> Iterator[Outcome]:
    """Outcomes of what `view` makes of each Analysis; it is asked where the analysis was made, so that this need not
    travel."""
    make, light = (partial(viewed, make=make, view=view) for make in (house.analysis, ungrouped))
    docs = (done for batch in cleaned(house, outlets.Memory(), house.models) for _, done in batch)
    return house.mapped(Batched(make, house.ahead), docs, is_document, light, load=house.models)

def cleaned(house: House, memory: outlets.Memory, meanwhile: Callable[[], object]
            ) -> Iterator[Sequence[tuple[Outcome, Outcome]]]:
    """What was loaded, and the same with a Document in place of each Page, many at a time. `meanwhile` loads what the
    next stage needs. The model of languages, which one page in fifty asks for, is loaded by the worker that does."""
    made = partial(house.mapped, house.document, heavy=is_page, together=PAGES, meanwhile=meanwhile)
    return outlets.cleaned(house.loaded(), made, memory)

def is_page(item: Outcome) -> bool:
    return isinstance(item.value, Page)

def is_document(item: Outcome) -> bool:
    return isinstance(item.value, Document)

def document_of(value: Document | Analysis) -> Document:
    return value.document if isinstance(value, Analysis) else value

def to_document(item: Outcome) -> Outcome:
    match ungrouped(item).value:
        case Analysis(document=doc):
            return replace(item, value=doc)
    return item

def ungrouped(item: Outcome) -> Outcome:
    return replace(item, value=item.value.analysis) if isinstance(item.value, lines.Grouped) else item

def viewed(item: Outcome, make: Work, view: Callable[[Analysis], Any]) -> Outcome:
    done = make(item)
    return done if done.failure else replace(done, value=view(done.value))

def group(house: House, watch: Watch) -> tuple[list[Analysis], tuple[Story, ...]]:
    """All reports, and their stories: those that the lines name, if each line names one, else found anew."""
    held, named, all_named = [], dict[str, Story](), True
    docs = (done for batch in cleaned(house, outlets.Memory(), house.models) for _, done in batch)
    for item in house.mapped(house.analysis, docs, is_document, load=house.models):
        watch(done := ungrouped(item))
        if done.failure is None:
            held.append(done.value)
            if isinstance(item.value, lines.Grouped):
                named[item.value.story.id] = item.value.story
            else:
                all_named = False
    return held, tuple(named.values()) if named and all_named else pipeline.stories(held, house.packs)

def grouped(held: Iterable[Analysis], stories: Iterable[Story]) -> Iterator[lines.Flat]:
    """A line a report, in the order of reading. A report read twice under two paths is a copy of its first."""
    story_of = {id: story for story in stories for id in story.documents}
    first: dict[str, str] = {}
    held = list(held)
    for analysis in held:
        first.setdefault(analysis.document.id, analysis.document.path)
    for analysis in held:
        doc = analysis.document
        story = story_of[doc.id]
        original = next((copy.of for copy in story.copies if copy.document == doc.id and copy.whole), doc.id)
        copy_of = first[original] if first[original] != doc.path else None
        yield lines.grouped(analysis, doc.path, story, copy_of)

def tell(house: House, now: datetime, lang: str, watch: Watch) -> tuple[tuple[Digest, ...], dict[str, Analysis]]:
    """A digest a story, and the analyses they are made of by document id."""
    held, stories = group(house, watch)
    by_id = {analysis.document.id: analysis for analysis in held}
    return house.digests(stories, by_id, now, lang), by_id

