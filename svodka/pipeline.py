"""The way of the data. Pure: files, clock and store are the business of `app`.

    pages ─────────── Page, one a report                         (source.items made them of files)
      │  documents    document.build(page, packs, outlets)       clean text, headline, day, language
      ▼
    Document
      │  analyses     analysis.build(doc, pack, outlets)         names, times, figures, who said what
      ▼
    Analysis
      ╞═ stories      story.build(analyses, packs)               all together: which tell of one happening
      ▼
    Story
      │  digests      digest.build(story, analyses, …, now)      claims, timeline, readings, differences
      ▼
    Digest ────────── render makes a text of it

Each arrow but the double one maps over single items, so `map` is an argument: the builtin, or one of threads, processes
or a cluster. An item that fails goes down the pipe as a Failure and is counted at its end.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from svodka.errors import SvodkaError
from svodka.lang.pack import Pack
from svodka.types import Analysis, Digest, Document, Failure, Outcome, Page, Story

if TYPE_CHECKING:
    from svodka.source.outlets import Outlets

Outcomes = Iterable[Outcome]
Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


def documents(pages: Outcomes, packs: Mapping[str, Pack], outlets: Outlets, map: Map = map) -> Outcomes:
    """Outcomes of Page to outcomes of Document, in the same order."""
    return map(partial(document, packs=packs, outlets=outlets), pages)


def analyses(docs: Outcomes, packs: Mapping[str, Pack], outlets: Outlets, map: Map = map) -> Outcomes:
    """Outcomes of Document to outcomes of Analysis, in the same order."""
    return map(partial(analysis, packs=packs, outlets=outlets), docs)


def stories(held: Sequence[Analysis], packs: Mapping[str, Pack]) -> tuple[Story, ...]:
    """All reports, those of one document id once, into stories."""
    from svodka.story import build

    return build.build(list({analysis.document.id: analysis for analysis in held}.values()), packs)


def digests(found: Iterable[Story], held: Mapping[str, Analysis], packs: Mapping[str, Pack], outlets: Outlets,
            now: datetime, lang: str, map: Map = map) -> tuple[Digest, ...]:
    """A digest of each story; `held` by document id, `lang` that of the interface."""
    return tuple(map(partial(digest, held=held, packs=packs, outlets=outlets, now=now, lang=lang), found))


def document(page: Outcome, packs: Mapping[str, Pack], outlets: Outlets) -> Outcome:
    from svodka.document import build

    def make(value: Page) -> Outcome:
        return build.build(value, packs, outlets)

    return step("document", page, make)


def analysis(doc: Outcome, packs: Mapping[str, Pack], outlets: Outlets) -> Outcome:
    from svodka.analysis import build

    def make(value: Document) -> Outcome:
        return Outcome(key=doc.key, value=build.build(value, analyser(value.lang, packs), outlets))

    return step("analysis", doc, make)


def ahead(docs: Sequence[Outcome], packs: Mapping[str, Pack]) -> None:
    """Before `analysis` of several: what their language can do for all of them at once is done. What fails here fails
    again for the one report that it is of."""
    from svodka.analysis import build

    for lang in sorted({doc.value.lang for doc in docs if isinstance(doc.value, Document)}):
        if pack := analyser(lang, packs):
            with suppress(Exception):
                build.ahead([d.value for d in docs if isinstance(d.value, Document) and d.value.lang == lang], pack)


def made(lang: str, packs: Mapping[str, Pack]) -> str:
    """By which code and pack a report in this language would be analysed now."""
    from svodka.analysis import build

    return build.made(analyser(lang, packs))


def digest(story: Story, held: Mapping[str, Analysis], packs: Mapping[str, Pack], outlets: Outlets, now: datetime,
           lang: str) -> Digest:
    from svodka.digest import build

    own = {id: held[id] for id in story.documents}
    return build.build(story, own, outlets, packs, now, lang)


def analyser(lang: str, packs: Mapping[str, Pack]) -> Pack | None:
    """The pack that can analyse a report in this language."""
    pack = packs.get(lang)
    return pack if pack and "analyse" in pack.provides else None


def step(stage: str, item: Outcome, make: Callable[[Any], Outcome]) -> Outcome:
    """One item through one stage; what it raises becomes a Failure, so that no report stops the others."""
    if item.failure is not None:
        return item
    try:
        return make(item.value)
    except SvodkaError as error:
        return Outcome(key=item.key, failure=Failure(stage=stage, kind=type(error).__name__, message=str(error)))
    except Exception as error:  # a defect of ours on one report: told as one, and the others are read
        return Outcome(key=item.key, failure=Failure(
            stage=stage, kind="Defect", message=f"{item.key}: {type(error).__name__} in {stage}: {error}"))
