"""Reports for the tests of the digest: text parsed by the real Russian backend, what analysis finds given by its words.

`report(text, says("Вера Лунина", "дамба держится"), counts("12 человек", 12, of="человек"))`: every piece of words is
looked for in the text, so a test reads as the page does.
"""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from svodka import ids, spans
from svodka.digest.build import build
from svodka.lang import pack
from svodka.types import (
    Analysis,
    Attribution,
    Copy,
    Digest,
    Document,
    Entity,
    Figure,
    Mention,
    Moment,
    Outlet,
    Parse,
    Reuse,
    Span,
    Story,
    Time,
    Voice,
)

NOW = datetime(2031, 4, 1)


class Outlets:
    def __init__(self, *known: Outlet) -> None:
        self.known = known

    def find(self, name: str) -> Outlet | None:
        return next((o for o in self.known if name in (o.name, *o.names)), None)


@lru_cache(maxsize=1)
def packs() -> dict[str, pack.Pack]:
    return pack.find()


@lru_cache(maxsize=256)
def parse(text: str) -> Parse:
    return packs()["ru"].backend.parse(text, spans.lines(text))


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, stop=start + len(words))


def says(who: str, *content: str, kind: str = "person", form: str = "indirect", stance: str = "plain",
         evidence: str = "", through: tuple[tuple[str, str], ...] = (), source: str = "", cue: str = "") -> Any:
    """`through`: (kind, name) of the voices between the speaker and the printing outlet."""
    def make(text: str, outlet: str) -> Attribution:
        pieces = tuple(at(text, words) for words in content)
        place = at(text, source) if source else None
        voices = (Voice(kind=kind, name=who, span=place), *(Voice(kind=k, name=n) for k, n in through),
                  Voice(kind="outlet", name=outlet))
        return Attribution(span=spans.cover([*pieces, *([place] if place else [])]), cue=at(text, cue) if cue else None,
                           content=pieces, voices=voices, kind=form, stance=stance, evidence=evidence)
    return make


def counts(words: str, low: int | None, high: int | None = None, of: str = "", approximate: bool = False) -> Any:
    def make(text: str, _: str) -> Figure:
        top = low if high is None else high
        return Figure(span=at(text, words), low=None if low is None else Decimal(low),
                      high=None if top is None else Decimal(top), of=of, approximate=approximate)
    return make


def when(words: str, start: str = "", days: int = 1, partial: str = "") -> Any:
    def make(text: str, _: str) -> Time:
        begin = datetime.fromisoformat(start) if start else None
        return Time(span=at(text, words), partial=partial,
                    moment=Moment(start=begin, stop=begin + timedelta(days=days)) if begin else None)
    return make


def names(kind: str, name: str, *aliases: str, roles: tuple[str, ...] = (), seen: tuple[str, ...] = ()) -> Any:
    """An entity of the report; `seen`: its words in the text, each a mention."""
    def make(text: str, _: str) -> tuple[Entity, tuple[Mention, ...]]:
        entity = Entity(id=f"e-{name}", kind=kind, name=name, aliases=aliases, roles=roles)
        return entity, tuple(Mention(span=at(text, words), kind=kind, normal=name, entity=entity.id) for words in seen)
    return make


def report(text: str, *marks: Any, outlet: str = "", published: str = "", headline: bool = False) -> Analysis:
    found = [mark(text, outlet) for mark in marks]
    parsed, lines = parse(text), spans.lines(text)
    begin = datetime.fromisoformat(published) if published else None
    doc = Document(id=ids.digest(text, outlet, published), path=f"{outlet or 'file'}.txt", url="", outlet=outlet,
                   lang="ru", title=spans.cut(text, lines[0]) if headline else "", text=text, paragraphs=lines,
                   headline=lines[0] if headline else None,
                   published=Moment(start=begin, stop=begin + timedelta(minutes=1)) if begin else None)
    pairs = [x for x in found if isinstance(x, tuple)]
    entities = tuple(e for e, _ in pairs)
    known = {name: e.id for e in entities for name in (e.name, *e.aliases)}
    return Analysis(document=doc, made="test", tokens=parsed.tokens, sents=parsed.sents, entities=entities,
                    mentions=tuple(m for _, seen in pairs for m in seen),
                    attributions=tuple(linked(a, known) for a in found if isinstance(a, Attribution)),
                    figures=tuple(f for f in found if isinstance(f, Figure)),
                    times=tuple(t for t in found if isinstance(t, Time)))


def linked(a: Attribution, known: dict[str, str]) -> Attribution:
    return replace(a, voices=tuple(replace(v, entity=known.get(v.name, "")) for v in a.voices))


def tell(*reports: Analysis, copies: tuple[tuple[int, int], ...] = (), taken: tuple[tuple[int, int, str], ...] = (),
         outlets: Outlets | None = None, now: datetime = NOW, lang: str = "ru") -> Digest:
    """The digest of one story; `copies`: (number of the copy, number of what it repeats); `taken`: (number, number of
    what it takes from, the words that it takes)."""
    keys = tuple(a.document.id for a in reports)
    whole = tuple(Copy(document=keys[a - 1], of=keys[b - 1], share=0.9) for a, b in copies)
    parts = tuple(Copy(document=keys[a - 1], of=keys[b - 1], share=0.2, kind="partial", passages=(Reuse(
        span=at(reports[a - 1].document.text, words), of=at(reports[b - 1].document.text, words)),))
        for a, b, words in taken)
    story = Story(id="s1", documents=keys, copies=whole + parts)
    return build(story, {a.document.id: a for a in reports}, outlets or Outlets(), packs(), now, lang)
