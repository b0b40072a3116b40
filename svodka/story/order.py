"""The order of the reports within a story, and why.

Rules are asked in turn about a pair; the first that answers holds:

    by_publication   both were published at a known time
    by_day_told      each names the day of its news in its first sentences, and the days differ
    by_phase         one asks for what the other tells of as decided, done or thanked for (`phases.tsv`)

Where none answers the order of the input stands, and the reason says so.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from svodka.lang.pack import Pack
from svodka.story import phases, prints
from svodka.types import Analysis, Moment, Time, record


@record
class Standing:
    """What of a report says where it stands."""

    published: Moment | None
    day: str
    phases: tuple[phases.Phase, ...]


@record
class Before:
    """`first` says that the left one stands first."""

    first: bool
    reason: str


Rule = Callable[[Standing, Standing], Before | None]


def arrange(analyses: Sequence[Analysis], packs: Mapping[str, Pack]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Indices in the order of the story, and for each why it stands after the one before it."""
    standings = [standing(a, packs.get(a.document.lang)) for a in analyses]
    order = tuple(sort(standings))
    return order, ("first", *(reason(standings[a], standings[b]) for a, b in pairwise(order)))


def standing(analysis: Analysis, pack: Pack | None) -> Standing:
    day = day_of_news(analysis)
    return Standing(published=analysis.document.published, day=written(day) if day else "",
                    phases=phases.find(analysis, pack))


def day_of_news(analysis: Analysis) -> Time | None:
    """The first day that the first sentences name."""
    lead = analysis.sents[:prints.LEAD]
    return next((time for time in analysis.times if written(time) and lead
                 and lead[0].span.start <= time.span.start < lead[-1].span.stop), None)


def written(time: Time) -> str:
    """A time that names one day in ISO 8601-2 form (`2022-01-05`, `XXXX-01-05`), else empty."""
    if time.moment is not None:
        return f"{time.moment.start:%Y-%m-%d}" if prints.one_day(time) else ""
    return time.partial if prints.DAY_OF_YEAR.fullmatch(time.partial) else ""


def when(analysis: Analysis) -> Moment | None:
    """When the report was published, else the day of its news if its year is known."""
    day = day_of_news(analysis)
    return analysis.document.published or (day.moment if day else None)


def sort(standings: Sequence[Standing]) -> Iterator[int]:
    """Each time the earliest in the input of those that no other left must precede; where the rules run in a circle,
    the earliest in the input of all that are left."""
    left = list(range(len(standings)))
    after = {b: {a for a in left if a != b and precedes(standings[a], standings[b])} for b in left}
    while left:
        free = [b for b in left if not after[b].intersection(left)]
        left.remove(chosen := (free or left)[0])
        yield chosen


def precedes(a: Standing, b: Standing) -> bool:
    said = compare(a, b)
    return said is not None and said.first


def reason(before: Standing, after: Standing) -> str:
    said = compare(before, after)
    return said.reason if said and said.first else "unknown: as given"


def compare(a: Standing, b: Standing) -> Before | None:
    return next((said for rule in RULES if (said := rule(a, b)) is not None), None)


def by_publication(a: Standing, b: Standing) -> Before | None:
    if a.published is None or b.published is None or a.published.start == b.published.start:
        return None
    return Before(first=a.published.start < b.published.start,
                  reason=f"published: {b.published.start.isoformat(' ', 'minutes')}")


def by_day_told(a: Standing, b: Standing) -> Before | None:
    """Years count where both are known; else the nearer way round the year."""
    if not a.day or not b.day or a.day[-5:] == b.day[-5:]:
        return None
    if "X" in a.day + b.day:
        apart = prints.day_number(b.day) - prints.day_number(a.day)
        first = apart % prints.YEAR <= prints.YEAR // 2
    else:
        first = a.day < b.day
    return Before(first=first, reason=f"day told: {min_first(first, a.day, b.day)}")


def min_first(first: bool, a: str, b: str) -> str:
    return f"{a} before {b}" if first else f"{b} before {a}"


def by_phase(a: Standing, b: Standing) -> Before | None:
    """All things that both speak of must agree on which came first."""
    said = [Before(first=p.rank < q.rank, reason=f"phase: {told(p, q) if p.rank < q.rank else told(q, p)}")
            for p in a.phases for q in b.phases
            if (p.scale, p.thing) == (q.scale, q.thing) and p.rank != q.rank]
    return said[0] if said and len({s.first for s in said}) == 1 else None


def told(early: phases.Phase, late: phases.Phase) -> str:
    return f"{early.name} ({early.word} \u2026 {early.thing}) before {late.name} ({late.word} \u2026 {late.thing})"


RULES: tuple[Rule, ...] = (by_publication, by_day_told, by_phase)
