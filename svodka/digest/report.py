"""A report as the digest reads it: its analysis, its number in the digest and quick ways to tokens and sentences."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from svodka import spans
from svodka.lang.pack import Pack
from svodka.types import Analysis, Copy, Document, Ref, Sent, Span, Story, Token

SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class Report:
    """`taken`: its passages from other reports, whose ids stand before them, where it is no copy as a whole."""

    number: int
    analysis: Analysis
    pack: Pack | None
    copy_of: int | None
    taken: tuple[tuple[str, Span], ...]
    starts: tuple[int, ...]
    sent_starts: tuple[int, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False)

    @property
    def doc(self) -> Document:
        return self.analysis.document

    @property
    def published(self) -> datetime | None:
        return self.doc.published.start if self.doc.published else None

    def words(self, s: Span | Iterable[Span], joint: str = " ") -> str:
        return spans.cut(self.doc.text, s, joint)

    def token(self, i: int) -> Token:
        return self.analysis.tokens[i]

    def inside(self, s: Span) -> range:
        """Indices of the tokens that begin in the span."""
        return range(bisect_left(self.starts, s.start), bisect_left(self.starts, s.stop))

    def sent_at(self, at: int) -> Sent | None:
        """The sentence that holds a character, if any does."""
        i = bisect_left(self.sent_starts, at + 1) - 1
        sents = self.analysis.sents
        return sents[i] if i >= 0 and at < sents[i].span.stop else None

    def sents_of(self, s: Span) -> tuple[Sent, ...]:
        return tuple(sent for sent in self.analysis.sents if spans.overlap(sent.span, s))

    def subtree(self, i: int) -> tuple[int, ...]:
        """The token and all that hangs on it, in order."""
        found, todo = {i}, [i]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in found:
                    found.add(child)
                    todo.append(child)
        return tuple(sorted(found))

    def subject(self, i: int) -> int | None:
        return next((c for c in self.children[i] if self.token(c).rel in SUBJECTS), None)

    def above(self, i: int) -> Iterable[int]:
        """The token's heads, nearest first."""
        seen = {i}
        while (i := self.token(i).head) >= 0 and i not in seen:
            seen.add(i)
            yield i

    def place(self, s: Span) -> Span:
        """The sentence that holds the span's beginning; else the paragraph; else the span itself."""
        sent = self.sent_at(s.start)
        if sent:
            return sent.span
        return next((p for p in self.doc.paragraphs if p.start <= s.start < p.stop), s)

    def ref(self, s: Span) -> Ref:
        place = self.place(s)
        quote = " ".join(self.words(place).split())
        if len(quote) > LONGEST_QUOTE:
            quote = quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " \u2026"
        return Ref(document=self.doc.id, report=self.number, span=place, quote=quote)


def load(story: Story, analyses: Mapping[str, Analysis], packs: Mapping[str, Pack]) -> tuple[Report, ...]:
    """The story's reports in its order, numbered from 1; a report whose analysis is not at hand is passed over."""
    known = [analyses[key] for key in story.documents if key in analyses]
    numbers = {analysis.document.id: i for i, analysis in enumerate(known, 1)}
    copies = {copy.document: numbers.get(copy.of) for copy in story.copies if copy.whole}
    taken = {copy.document: copy for copy in story.copies if not copy.whole and copy.of in numbers}
    return tuple(make(analysis, number, packs.get(analysis.document.lang), copies.get(analysis.document.id),
                      taken.get(analysis.document.id))
                 for number, analysis in enumerate(known, 1))


def make(analysis: Analysis, number: int, pack: Pack | None, copy_of: int | None, taken: Copy | None = None) -> Report:
    analysis = undated(analysis)
    children: list[list[int]] = [[] for _ in analysis.tokens]
    for i, token in enumerate(analysis.tokens):
        if 0 <= token.head < len(children) and token.head != i:
            children[token.head].append(i)
    return Report(number=number, analysis=analysis, pack=pack, copy_of=copy_of,
                  taken=tuple((taken.of, passage.span) for passage in taken.passages) if taken else (),
                  starts=tuple(token.span.start for token in analysis.tokens),
                  sent_starts=tuple(sent.span.start for sent in analysis.sents),
                  children=tuple(map(tuple, children)))


def undated(analysis: Analysis) -> Analysis:
    """As if no dateline stood before the first sentence: no line of an account begins with place, day and agency, and
    nothing happens or is due on the day it was written."""
    line = analysis.document.dateline
    if line is None:
        return analysis
    first = bisect_left([token.span.start for token in analysis.tokens], line.stop)

    def after(s: Span) -> Span:
        return Span(start=line.stop, stop=s.stop) if spans.overlap(s, line) else s

    return replace(
        analysis,
        sents=tuple(replace(s, span=after(s.span), first=max(s.first, first)) if spans.overlap(s.span, line) else s
                    for s in analysis.sents if s.last > first or not spans.overlap(s.span, line)),
        attributions=tuple(replace(a, content=tuple(after(p) for p in a.content if not spans.inside(p, line)))
                           for a in analysis.attributions),
        times=tuple(t for t in analysis.times if not spans.inside(t.span, line)))


def refs(places: Sequence[tuple[Report, Span]]) -> tuple[Ref, ...]:
    """One reference a report: the first place, whose words the line prints, then the others by their numbers."""
    found: dict[int, Ref] = {}
    for report, s in [*places[:1], *sorted(places[1:], key=lambda p: (p[0].number, p[1].start))]:
        found.setdefault(report.number, report.ref(s))
    return tuple(found.values())
