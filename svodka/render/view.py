"""What stands on the page, in which order and words: the same for the terminal, Markdown and HTML, which only set it.

    Digest → View: title, facts, sections of groups of items, reports
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from svodka.render.chains import ARROW, chains, first_by, printed_by, speaker_of
from svodka.render.words import Words
from svodka.types import (
    Claim,
    Difference,
    Digest,
    Entity,
    Event,
    Line,
    Moment,
    Promise,
    Reading,
    Ref,
    ReportLine,
    Value,
    Voice,
    record,
)

SEP = " \u00b7 "


@record
class Item:
    """One line: `mark` stands before it (a date, a value), `notes` under it."""

    text: str
    refs: tuple[Ref, ...] = ()
    mark: str = ""
    notes: tuple[str, ...] = ()


@record
class Group:
    items: tuple[Item, ...]
    title: str = ""
    note: str = ""


@record
class Section:
    key: str
    title: str
    groups: tuple[Group, ...]


@record
class Source:
    """A report in the list at the end, with its copies under it."""

    report: ReportLine
    name: str
    date: str
    copies: tuple[Source, ...] = ()


@record
class View:
    title: str
    refs: tuple[Ref, ...]
    facts: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    made: str


def make(digest: Digest, phrases: Mapping[str, Any]) -> View:
    page = Page(digest, Words(phrases))
    built = ((key, tuple(build(page))) for key, build in SECTIONS)
    return View(
        title=digest.title.text, refs=digest.title.refs, facts=facts(page),
        sections=tuple(Section(key=key, title=page.words.label(key), groups=groups) for key, groups in built if groups),
        sources=tuple(sources(page)), notes=digest.notes, made=page.words.day(digest.now))


class Page:
    """A digest with the words to print it in and what its sections look up."""

    def __init__(self, digest: Digest, words: Words) -> None:
        self.digest = digest
        self.words = words
        self.reports = {report.document: report for report in digest.reports}
        self.entities = {entity.id: entity for entity in digest.names}
        period = days_of(digest.period)
        same = period is not None and period.start.year == (period.stop - timedelta(days=1)).year
        self.year = period.start.year if period and same else None  # it stands in the facts and is not repeated

    def when(self, moment: Moment | None) -> str:
        return self.words.moment(moment, self.year)


def facts(page: Page) -> str:
    """Period; N reports of M outlets, K copies among them."""
    words, reports = page.words, page.digest.reports
    copies = sum(report.copy_of is not None for report in reports)
    outlets = len({report.outlet for report in reports} - {""})
    of = words.of("facts", "reports_of" if outlets else "reports").format(
        reports=words.count("reports", len(reports)), outlets=words.count("outlets", outlets))
    among = words.of("facts", "copies").format(copies=words.count("copies", copies)) if copies else ""
    return joined(words.moment(days_of(page.digest.period)), ", ".join(filter(None, (of, among))))


def days_of(moment: Moment | None) -> Moment | None:
    """The whole days that an interval touches."""
    if moment is None:
        return None
    start = moment.start.replace(hour=0, minute=0, second=0, microsecond=0)
    last = max(start, moment.stop - timedelta(microseconds=1))
    return Moment(start=start, stop=next_day(last))


def next_day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


# the sections, in the order of the page


def lead(page: Page) -> Iterator[Group]:
    yield from grouped(Item(text=line.text, refs=line.refs) for line in page.digest.lead)


def timeline(page: Page) -> Iterator[Group]:
    yield from grouped(Item(text=event.line.text, refs=event.line.refs, mark=mark_of(event, page))
                       for event in page.digest.timeline)


def mark_of(event: Event, page: Page) -> str:
    """The event's time, as written where it cannot be placed; nothing at all where no event has one."""
    none = all(not (other.moment or other.said) for other in page.digest.timeline)
    return page.when(event.moment) or event.said or ("" if none else page.words.label("undated"))


def speakers(page: Page) -> Iterator[Group]:
    """By speaker, who is most widely reported first; then what several outlets tell without a source."""
    said: dict[str, list[Claim]] = {}
    for claim in page.digest.claims:
        if any(held.attribution is not None for held in claim.held_by):
            said.setdefault(key_of(speaker_of(claim)), []).append(claim)
    for claims in sorted(said.values(), key=lambda claims: -sum(len(claim.line.refs) for claim in claims)):
        voice = speaker_of(claims[0])
        yield Group(title=capital(page.words.voice(voice)), note=role(voice, page),
                    items=tuple(statement(claim, page) for claim in claims))
    told = [claim for claim in page.digest.claims if all(held.attribution is None for held in claim.held_by)
            and len({ref.document for ref in claim.line.refs}) > 1]
    if told:
        yield Group(title=page.words.label("narration"), items=tuple(statement(claim, page) for claim in told))


def key_of(voice: Voice) -> str:
    return voice.entity or voice.name.casefold() or voice.kind


def role(voice: Voice, page: Page) -> str:
    """The first of the roles that the reports put beside the name, as it stands amid a sentence."""
    entity = page.entities.get(voice.entity)
    said = entity.roles[0] if entity and entity.roles else ""
    return said[:1].lower() + said[1:] if said[1:2].islower() else said


def statement(claim: Claim, page: Page) -> Item:
    """The statement; under it how it was said, by what way it came, who else holds it, what speaks for and against."""
    words = page.words
    others = [words.voice(voice) for voice in other_speakers(claim)]
    also = f"{words.label('also')}: {', '.join(others)}" if others else ""
    reports = len({held.ref.document for held in claim.held_by})
    origins = f"{words.count('origins', claim.origins)}: {claim.why}" if reports > 1 else ""
    ways = "; ".join(chains(claim, page.reports, words))
    first = first_by(claim, page.reports, words, page.when)
    notes = (joined(*manners(claim, words), ways), joined(first, also), origins, *relations(claim, page))
    return Item(text=claim.line.text, refs=claim.line.refs, notes=tuple(filter(None, notes)))


def joined(*parts: str) -> str:
    return SEP.join(filter(None, parts))


def manners(claim: Claim, words: Words) -> Iterator[str]:
    """Kind, stance and evidence, each way once, as the reports give them."""
    held = [h for h in claim.held_by if h.attribution is not None]
    yield from dict.fromkeys(words.of("kinds", h.kind) for h in held)
    yield from dict.fromkeys(words.of("stances", h.stance) for h in held)
    yield from dict.fromkeys(words.of("evidences", h.evidence) for h in held if h.evidence)


def other_speakers(claim: Claim) -> list[Voice]:
    found = {key_of(h.voices[0]): h.voices[0] for h in claim.held_by if h.attribution is not None and h.voices}
    found.pop(key_of(speaker_of(claim)), None)
    return list(found.values())


def relations(claim: Claim, page: Page) -> Iterator[str]:
    """`contradicts: what the other claim says [3]`."""
    by_id = {other.id: other for other in page.digest.claims}
    for relation in claim.relations:
        other = by_id.get(relation.claim)
        if other is not None:
            yield f"{page.words.of('relations', relation.kind)}: {other.line.text} {numbers(other.line.refs)}"


def figures(page: Page) -> Iterator[Group]:
    for reading in page.digest.readings:
        yield Group(title=title_of(reading, page.words), note=page.words.of("states", reading.state),
                    items=tuple(value(v, page) for v in reading.values))


def title_of(reading: Reading, words: Words) -> str:
    return capital(reading.of or (words.of("units", reading.unit) if reading.unit else reading.line.text))


def value(v: Value, page: Page) -> Item:
    """The number, who says it and through whom, and the day of the report."""
    names = dict.fromkeys(page.words.voice(voice) for voice in reversed(v.voices))
    outlet = printed_by(page.reports[v.ref.document])
    chain = ARROW.join(dict.fromkeys((outlet, *names)))
    stance = page.words.of("stances", v.stance) if v.stance != "plain" else ""
    return Item(text=joined(page.when(v.when), chain, stance), refs=(v.ref,),
                mark=page.words.figure(v.figure))


def differences(page: Page) -> Iterator[Group]:
    for difference in page.digest.differences:
        yield Group(title=about(difference, page.words),
                    items=tuple(Item(text=side.text, refs=side.refs) for side in difference.sides))


def about(difference: Difference, words: Words) -> str:
    kind = words.of("differences", difference.kind)
    return f"{kind}: {difference.about}" if difference.about else kind


def ahead(page: Page) -> Iterator[Group]:
    yield from grouped(promise(p, page) for p in page.digest.ahead)


def promise(p: Promise, page: Page) -> Item:
    """What, for when, by whom; the sentence that tells it done, or that its day has passed without one."""
    words = page.words
    who = ARROW.join(dict.fromkeys(words.voice(voice) for voice in reversed(p.voices)))
    past = p.due is not None and p.due.stop <= page.digest.now
    state = words.label("past_due") if past else ""
    if p.kept:
        state = f"{words.label('kept')}: {p.kept.quote} [{p.kept.report}]"
    refs = p.line.refs + ((p.kept,) if p.kept else ())
    mark = page.when(p.due) or p.said or words.label("no_due")
    return Item(text=p.line.text, refs=refs, mark=mark, notes=tuple(filter(None, (who, state))))


def names(page: Page) -> Iterator[Group]:
    """Bodies and people that go by several names, or whose members the reports list."""
    several = [entity for entity in page.digest.names if others(entity) or entity.members]
    yield from grouped(named(entity, page) for entity in several)


def others(entity: Entity) -> tuple[str, ...]:
    """Names that are not merely a part of the fullest one."""
    name = set(entity.name.casefold().split())
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


SECTIONS: Sequence[tuple[str, Callable[[Page], Iterator[Group]]]] = (
    ("lead", lead), ("timeline", timeline), ("speakers", speakers), ("figures", figures), ("differences", differences),
    ("ahead", ahead), ("names", names))


def sources(page: Page) -> Iterator[Source]:
    """Reports in their order, each with its copies under it."""
    def source(report: ReportLine, copies: Iterable[ReportLine] = ()) -> Source:
        return Source(report=report, name=report.outlet or file_name(report), date=page.words.moment(report.published),
                      copies=tuple(source(copy) for copy in copies))

    by_number = {report.number: report for report in page.digest.reports}

    def first(report: ReportLine) -> int:
        """The report at the end of a chain of copies, which a slip cannot turn into a ring."""
        seen = {report.number}
        while report.copy_of in by_number and report.copy_of not in seen:
            report = by_number[report.copy_of]
            seen.add(report.number)
        return report.number

    for report in page.digest.reports:
        if first(report) == report.number:
            yield source(report, [r for r in page.digest.reports if first(r) == report.number and r is not report])


def file_name(report: ReportLine) -> str:
    return report.path.replace("\\", "/").rpartition("/")[2]


def grouped(items: Iterable[Item]) -> Iterator[Group]:
    """One group without a title, none if there are no items."""
    if made := tuple(items):
        yield Group(items=made)


def numbers(refs: Iterable[Ref]) -> str:
    """`[1, 3]`: the reports that a line rests on."""
    return f"[{', '.join(map(str, sorted({ref.report for ref in refs})))}]" if refs else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
