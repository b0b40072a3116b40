"""The parts of a page, and what its sections look up while they are laid out."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from svodka.render.words import Words
from svodka.types import Digest, Moment, Ref, ReportLine, record

SEP = " \u00b7 "


@record
class Item:
    """One line: `mark` stands before it (a date, a value, a speaker), `notes` under it; `why` is what a page shows to
    whoever asks (how the number of sources was found)."""

    text: str
    refs: tuple[Ref, ...] = ()
    mark: str = ""
    notes: tuple[str, ...] = ()
    why: str = ""


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
    """A report in the list at the end, with its copies under it; `note`: what of it is another's."""

    report: ReportLine
    name: str
    date: str
    note: str = ""
    copies: tuple[Source, ...] = ()


@record
class View:
    title: str
    refs: tuple[Ref, ...]
    facts: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


class Page:
    """A digest with the words to print it in."""

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


def days_of(moment: Moment | None) -> Moment | None:
    """The whole days that an interval touches."""
    if moment is None:
        return None
    last = max(moment.start, moment.stop - timedelta(microseconds=1))
    return Moment(start=midnight(moment.start), stop=midnight(last) + timedelta(days=1))


def midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def joined(*parts: str) -> str:
    return SEP.join(filter(None, parts))


def numbers(refs: Iterable[Ref]) -> str:
    """`[1, 3]`: the reports that a line rests on."""
    found = sorted({ref.report for ref in refs})
    return f"[{', '.join(map(str, found))}]" if found else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
