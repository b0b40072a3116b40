"""The stages as filters: outcomes of whatever an earlier stage made in, of this stage's records out. No store."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from svodka import pipeline
from svodka.app import lines, outlets, sources
from svodka.lang import pack as packs_of
from svodka.lang.pack import Pack
from svodka.source import outlets as outlets_of
from svodka.source.outlets import Outlets
from svodka.types import Analysis, Digest, Document, Outcome, Story

Watch = Callable[[Outcome], None]

class House:
    """What every use case needs beside the reports: packs, outlets, hints from the command line, standard input."""

    def __init__(self, paths: Sequence[str], hints: sources.Hints, stdin: Callable[[], bytes]) -> None:
        self.paths = sources.given(paths)
        self.hints = hints
        self.stdin = stdin
        self.packs = packs()
        self.outlets: Outlets = outlets_of.load(*sources.outlet_folders(self.paths))
        self.files = tuple(sources.find(self.paths))
        self.reads: Callable[[str], None] = lambda key: None  # told the key of each report as it is read

    def loaded(self) -> Iterator[Outcome]:
        for item in sources.load(self.files, self.hints, self.stdin):
            self.reads(item.key)
            yield item

@cache
def packs() -> Mapping[str, Pack]:
    """Found once a process: the models of a pack take a second to load."""
    return packs_of.find()


def clean(house: House) -> Iterator[Outcome]:
    """Outcomes of Document."""
    return (to_document(item) for _, item in cleaned(house, outlets.Memory()))

def analyse(house: House) -> Iterator[Outcome]:
    """Outcomes of Analysis."""
    return (to_analysis(item, house) for _, item in cleaned(house, outlets.Memory()))

def cleaned(house: House, memory: outlets.Memory) -> Iterator[tuple[Outcome, Outcome]]:
    """What was loaded, and the same with a Document in place of each Page."""
    made = partial(pipeline.document, packs=house.packs, outlets=house.outlets)
    return outlets.cleaned(house.loaded(), made, memory)

def document_of(value: Document | Analysis) -> Document:
    return value.document if isinstance(value, Analysis) else value


def to_document(item: Outcome) -> Outcome:
    match item.value:
        case lines.Grouped(analysis=analysis) | (Analysis() as analysis):
            return replace(item, value=analysis.document)
    return item

def to_analysis(item: Outcome, house: House) -> Outcome:
    match item.value:
        case lines.Grouped(analysis=analysis):
            return replace(item, value=analysis)
        case Analysis():
            return item
    return pipeline.analysis(item, house.packs, house.outlets)

def group(house: House, watch: Watch) -> tuple[list[Analysis], tuple[Story, ...]]:
    """All reports, and their stories: those that the lines name, if each line names one, else found anew."""
    held, named, all_named = [], dict[str, Story](), True
    for _, item in cleaned(house, outlets.Memory()):
        done = to_analysis(item, house)
        watch(done)
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
        original = next((copy.of for copy in story.copies if copy.document == doc.id), doc.id)
        copy_of = first[original] if first[original] != doc.path else None
        yield lines.grouped(analysis, doc.path, story, copy_of)

def tell(house: House, now: datetime, lang: str, watch: Watch) -> tuple[tuple[Digest, ...], dict[str, Analysis]]:
    """A digest a story, and the analyses they are made of by document id."""
    held, stories = group(house, watch)
    by_id = {analysis.document.id: analysis for analysis in held}
    return pipeline.digests(stories, by_id, house.packs, house.outlets, now, lang), by_id

