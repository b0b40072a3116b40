"""What stands on the page, in which order and words: the same for the terminal, Markdown and HTML, which only set it.

    Digest → View: title, facts, sections of groups of items, reports
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from svodka.render.chains import chains, printed_by, way
from svodka.render.page import Group, Item, Page, Section, Source, View, capital, days_of, joined, numbers
from svodka.render.statements import speakers
from svodka.render.words import DAY, Words
from svodka.types import (
    Difference,
    Digest,
    Entity,
    Event,
    Line,
    Moment,
    Origin,
    Promise,
    Reading,
    Ref,
    ReportLine,
    Value,
)

MONTH = 31 * DAY


def make(digest: Digest, phrases: Mapping[str, Any]) -> View:
    page = Page(digest, Words(phrases))
    built = ((key, tuple(build(page))) for key, build in SECTIONS)
    return View(
        title=digest.title.text, refs=digest.title.refs, facts=facts(page),
        sections=tuple(Section(key=key, title=page.words.label(key), groups=groups) for key, groups in built if groups),
        sources=tuple(sources(page)), notes=digest.notes)


def facts(page: Page) -> str:
    """Period; N reports of M outlets, K copies among them; how many origins these have."""
    words, reports = page.words, page.digest.reports
    copies = sum(report.copy_of is not None for report in reports)
    named = {report.outlet for report in reports}
    outlets = len(named) if "" not in named else 0  # who prints the rest is not known
    of = words.of("facts", "reports_of" if outlets else "reports").format(
        reports=words.count("reports", len(reports)), outlets=words.count("outlets", outlets))
    among = words.of("facts", "copies").format(copies=words.count("copies", copies)) if copies else ""
    sources = words.count("origins", len(page.digest.origins)) if len(reports) > 1 and page.digest.origins else ""
    return joined(words.moment(days_of(page.digest.period)), ", ".join(filter(None, (of, among))), sources)


# the sections


def lead(page: Page) -> Iterator[Group]:
    yield from grouped(Item(text=line.text, refs=line.refs) for line in page.digest.lead)


def timeline(page: Page) -> Iterator[Group]:
    yield from grouped(Item(text=event.line.text, refs=event.line.refs, mark=mark_of(event, page))
                       for event in page.digest.timeline)


def mark_of(event: Event, page: Page) -> str:
    """The event's time, as written where it cannot be placed; nothing at all where no event has one."""
    none = all(not (other.moment or other.said) for other in page.digest.timeline)
    return page.when(event.moment) or event.said or ("" if none else page.words.label("undated"))


def figures(page: Page) -> Iterator[Group]:
    for reading in page.digest.readings:
        yield Group(title=title_of(reading, page.words), note=page.words.of("states", reading.state),
                    items=tuple(values(reading, page)))


def title_of(reading: Reading, words: Words) -> str:
    return capital(reading.of or (words.of("units", reading.unit) if reading.unit else reading.line.text))


def values(reading: Reading, page: Page) -> Iterator[Item]:
    """A line for each value as long as it stands: who says it, and on which days; the ways it came to who asks."""
    def stands(v: Value) -> tuple[str, str, bool]:
        return said(v, page.words), v.stance, v.withdrawn

    for (mark, stance, withdrawn), run in groupby(reading.values, key=stands):
        same = list(run)
        ways = "; ".join(chains([(v.ref.document, v.voices) for v in same], page.reports, page.words))
        manner = page.words.of("stances", stance) if stance != "plain" else ""
        wrong = page.words.label("withdrawn") if withdrawn else ""
        days = page.when(days_between([v.when for v in same if v.when]))
        yield Item(text=joined(days, manner, wrong, givers(same, page)), refs=tuple(v.ref for v in same), mark=mark,
                   why=ways)


def said(v: Value, words: Words) -> str:
    """The number; the report's own words where they give none (`dozens`)."""
    vague = v.figure.low != v.figure.high and v.figure.rule == "vague"
    return v.said if vague and v.said else words.figure(v.figure)


def givers(values: Sequence[Value], page: Page) -> str:
    """The origins by name; the outlets where they give it on their own word."""
    names = dict.fromkeys(page.words.voice(v.voices[0]) if v.voices else page.reports[v.ref.document].outlet
                          for v in values if not v.voices or v.voices[0].name or v.voices[0].kind != "outlet")
    outlets = {report.outlet for report in page.reports.values()}
    return ", ".join([n for n in names if n not in outlets] or [n for n in names if n])


def days_between(moments: Sequence[Moment]) -> Moment | None:
    """A single moment as it is, several as the days from the first to the last."""
    if len(set(moments)) < 2:
        return next(iter(moments), None)
    return days_of(Moment(start=min(m.start for m in moments), stop=max(m.stop for m in moments)))


def differences(page: Page) -> Iterator[Group]:
    """The sides of each beside each other; a heading stands at the first of its kind."""
    before = ""
    for difference in page.digest.differences:
        title = about(difference, page.words)
        yield Group(title=title if title != before else "",
                    items=tuple(Item(text=capital(side.text), refs=side.refs) for side in difference.sides))
        before = title


def about(difference: Difference, words: Words) -> str:
    kind = words.of("differences", difference.kind)
    return f"{kind}: {difference.about}" if difference.about else kind


def ahead(page: Page) -> Iterator[Group]:
    yield from grouped(promise(p, page) for p in page.digest.ahead)


def promise(p: Promise, page: Page) -> Item:
    """What, for when, by whom; the sentence that tells it done, or that its day has passed without one."""
    words = page.words
    past = p.due is not None and p.due.stop <= page.digest.now and any(
        report.published and report.published.start >= p.due.stop for report in page.digest.reports)
    state = words.label("past_due") if past else ""
    if p.kept:
        state = f"{words.label('kept')}: {p.kept.quote} [{p.kept.report}]"
    refs = p.line.refs + ((p.kept,) if p.kept else ())
    mark = page.when(p.due) or p.said or words.label("no_due")
    if p.due and p.due.stop - p.due.start >= DAY and (words.names_day(p.said) or (
            p.due.stop - p.due.start > MONTH and p.due.start.year == page.year and p.said)):
        mark = p.said  # `by the end of March`, `by the end of the year`: not the days that this may mean
    return Item(text=p.line.text, refs=refs, mark=mark, notes=tuple(filter(None, (by_whom(p, page), state))))


def by_whom(p: Promise, page: Page) -> str:
    """Who promises it, means to do it or tells of it, and by what way that came where there is one between."""
    words, outlet = page.words, printed_by(page.reports[p.line.refs[0].document])
    path = way(p.voices, outlet, words)
    if not path:
        return words.of("ahead", "printed").format(name=outlet)
    ways = chains([(p.line.refs[0].document, p.voices)], page.reports, words, path[-1])
    return joined(words.of("ahead", p.kind).format(name=path[-1]), *ways)


def names(page: Page) -> Iterator[Group]:
    """Bodies and people that go by several names, or whose members the reports list."""
    several = [entity for entity in page.digest.names if others(entity) or entity.members]
    yield from grouped(named(entity, page) for entity in several)


def others(entity: Entity) -> tuple[str, ...]:
    """Names that are not merely a part of the fullest one."""
    name = set(entity.name.casefold().replace("(", " ").replace(")", " ").split())
    return tuple(dict.fromkeys(alias for alias in entity.aliases if not set(alias.casefold().split()) <= name))


def named(entity: Entity, page: Page) -> Item:
    words = page.words
    parts = [f"{words.label('also_named')} {', '.join(others(entity))}" if others(entity) else "",
             f"{words.label('members')}: {', '.join(entity.members)}" if entity.members else ""]
    return Item(text=f"{entity.name}: {'; '.join(filter(None, parts))}", refs=quoting(entity, page.digest))


def quoting(entity: Entity, digest: Digest) -> tuple[Ref, ...]:
    """Sentences quoted elsewhere in the digest in which the names stand, the first of each report."""
    wanted = (entity.name, *entity.aliases)
    found = {ref.document: ref for line in reversed(lines(digest)) for ref in line.refs
             if any(name in ref.quote for name in wanted)}
    return tuple(sorted(found.values(), key=lambda ref: ref.report))


def lines(digest: Digest) -> list[Line]:
    return [*digest.lead, *(claim.line for claim in digest.claims), *(event.line for event in digest.timeline),
            *(reading.line for reading in digest.readings), *(p.line for p in digest.ahead)]


def origins(page: Page) -> Iterator[Group]:
    """Who the reports lead back to, where any two lead to one."""
    found = page.digest.origins
    if any(len(origin.refs) > 1 for origin in found):
        yield from grouped(Item(text=origin.name or page.words.of("voices", "outlet"), refs=origin.refs,
                                notes=tuple(ways(origin))) for origin in found)


def ways(origin: Origin) -> Iterator[str]:
    """By what way reports that the outlet did not print itself lead back to it."""
    for why in dict.fromkeys(filter(None, origin.why)):
        yield f"{why} {numbers(ref for ref, own in zip(origin.refs, origin.why, strict=True) if own == why)}"


SECTIONS: Sequence[tuple[str, Callable[[Page], Iterator[Group]]]] = (
    ("lead", lead), ("differences", differences), ("figures", figures), ("timeline", timeline), ("speakers", speakers),
    ("ahead", ahead), ("names", names), ("origins", origins))


def sources(page: Page) -> Iterator[Source]:
    """Reports in their order, each with its copies under it."""
    def source(report: ReportLine, copies: Iterable[ReportLine] = ()) -> Source:
        return Source(report=report, name=report.outlet or file_name(report), date=page.words.moment(report.published),
                      note=taken(report, page), copies=tuple(source(copy) for copy in copies))

    by_number = {report.number: report for report in page.digest.reports}

    def first(report: ReportLine) -> int:
        """The report at the end of a chain of copies; in a ring of them the smallest number."""
        seen = [report.number]
        while report.copy_of in by_number and report.copy_of not in seen:
            report = by_number[report.copy_of]
            seen.append(report.number)
        return min(seen) if report.copy_of in seen else report.number

    for report in page.digest.reports:
        if first(report) == report.number:
            yield source(report, [r for r in page.digest.reports if first(r) == report.number and r is not report])


def taken(report: ReportLine, page: Page) -> str:
    """How much of it stands in which report, and what speaks for that as the original."""
    words = page.words
    for copy in page.digest.story.copies:
        if copy.document == report.document and copy.of in page.reports:
            why = ", ".join(words.of("originals", why) for why in copy.why)
            told = words.of("taken", copy.kind).format(share=f"{copy.share:.0%}", number=page.reports[copy.of].number)
            return f"{told}: {why}" if why else told
    return ""


def file_name(report: ReportLine) -> str:
    return report.path.replace("\\", "/").rpartition("/")[2]


def grouped(items: Iterable[Item]) -> Iterator[Group]:
    """One group without a title, none if there are no items."""
    if made := tuple(items):
        yield Group(items=made)
