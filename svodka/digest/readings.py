"""What was counted, over the reports: figures of one thing with who gives them, and whether they agree."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from svodka.digest import match
from svodka.digest.counts import Counted, find, in_headline, in_lead, own_word
from svodka.digest.labels import label
from svodka.digest.lexicon import fold, of_class
from svodka.digest.names import Names, key
from svodka.digest.report import Report, refs
from svodka.digest.say import clean
from svodka.digest.sources import voices_at
from svodka.types import Figure, Line, Moment, Reading, ReadingState, Value

AT_ONCE = timedelta(hours=3)  # reports so near in time speak of one state of affairs
MOST = 8                      # readings printed of one story
LARGE = 1000                  # a number of things that one report alone gives is told from here on
SINGLE = 3                    # of them those that one report alone gives
FEW = 2                       # reports of a story that is told in full
SETTING = 2                   # content words that two counts of the same thing share besides it


def build(reports: Sequence[Report], names: Names) -> tuple[Reading, ...]:
    """Readings worth printing: people in their roles first, then the most widely counted."""
    every = [c for report in reports for c in find(report)]
    mistaken = [c for c in every if c.withdrawn]
    few = len(reports) <= FEW
    series = sorted((s for s in beyond_the_whole(gathered(every)) if worth(s, few)), key=rank)
    wide = [s for s in series if s[0].whole or independent(s) > 1]
    narrow = [s for s in series if s not in wide]
    made = (reading(s, names, mistaken) for s in [*wide, *narrow[: MOST if few else SINGLE]])
    return tuple(r for r in made if r.of)[:MOST]


def beyond_the_whole(found: list[list[Counted]]) -> list[list[Counted]]:
    """A count of people that is larger than the whole given at the same time is no part of it: another whole."""
    wholes = {fold(s[0].of): s for s in found if s[0].whole}
    for series in found:
        home = wholes.get(fold(series[0].of))
        if home is None or home is series:
            continue
        larger = [c for c in series if exceeds(c, home)]
        home += larger
        series[:] = [c for c in series if c not in larger]
    return [s for s in found if s]


def exceeds(c: Counted, home: Sequence[Counted]) -> bool:
    near = [o.figure.high for o in home if o.figure.high is not None and together(c, o)]
    said = c.attribution is not None and c.stance == "plain" and not (c.part or c.earlier or c.withdrawn)
    return said and bool(near) and c.figure.low is not None and c.figure.low > max(near)


def together(a: Counted, b: Counted) -> bool:
    return a.report is b.report or meet(a.report.doc.published, b.report.doc.published)


def gathered(every: Sequence[Counted]) -> list[list[Counted]]:
    """Counts of one thing: the first series with a member that it fits takes it."""
    found: list[list[Counted]] = []
    for c in every:
        home = next((s for s in found if any(same_thing(c, other) for other in s)), None)
        if home is None:
            found.append([c])
        else:
            home.append(c)
    return found


def same_thing(a: Counted, b: Counted) -> bool:
    """All the people in one role; else the same noun and unit in the same setting."""
    f, g = a.figure, b.figure
    if (f.kind, f.unit, fold(a.of), a.whole) != (g.kind, g.unit, fold(b.of), b.whole):
        return False
    if a.whole:
        return True
    if differ(a, b) or vague(a) != vague(b):  # `dozens` is no other word for 22
        return False
    common = len(a.near & b.near) - (bounded(f) != bounded(g))  # `more than 2` fits every larger number
    if match.compatible(f, g):
        return common >= SETTING
    return a.report is not b.report and bool(a.verb) and a.verb == b.verb and common > SETTING


def bounded(f: Figure) -> bool:
    return f.low is not None and f.high is not None


def differ(a: Counted, b: Counted) -> bool:
    """Each noun has what the other has not (flights to one place, of another airline); for other numbers one will do.
    """
    left, right = a.apart - b.apart, b.apart - a.apart
    return bool(left and right) or (bool(left or right) and not match.compatible(a.figure, b.figure))


def vague(c: Counted) -> bool:
    return c.figure.rule == "vague"


def worth(series: Sequence[Counted], few: bool) -> bool:
    """People in their roles, what two independent reports count, money or a large number in a report's lead; of a
    story of few reports also what somebody says, a large number anywhere, how long it lasted."""
    first = series[0]
    if first.whole:
        return True
    if vague(first) or (first.figure.low is not None and first.figure.low <= 1):
        return False
    if few and any(c.attribution is not None or (c.figure.low or 0) >= LARGE or lasts(c) for c in series):
        return True
    return independent(series) > 1 or any(
        in_lead(c) and (c.figure.kind == "money" or (c.figure.low or 0) >= LARGE) for c in series)


def lasts(c: Counted) -> bool:
    return fold(c.of) in of_class(c.report.pack, "duration")


def independent(series: Sequence[Counted]) -> int:
    return len({c.report.number for c in series if c.report.copy_of is None})


def rank(series: Sequence[Counted]) -> tuple[bool, int, bool, Decimal, tuple[int, int]]:
    first = series[0]
    return (not first.whole, -independent(series), first.attribution is None, -(first.figure.low or Decimal(0)),
            place(first))


def place(c: Counted) -> tuple[int, int]:
    return c.report.number, c.figure.span.start


def when(c: Counted) -> tuple[datetime, int, int]:
    return c.report.published or datetime.min, *place(c)


def reading(series: Sequence[Counted], names: Names, mistaken: Sequence[Counted]) -> Reading:
    series = once_a_report(series)
    wrong = [c for c in mistaken if fold(c.of) == fold(series[0].of) and c.figure.unit == series[0].figure.unit]
    values = [value(c, names, wrong) for c in series]
    last = next((c for c, v in zip(reversed(series), reversed(values), strict=True)
                 if not c.earlier and stands(v)), series[-1])
    own = [v for c, v in zip(series, values, strict=True) if c.report.copy_of is None and not c.earlier]
    return Reading(of=label(last), unit=last.figure.unit, state=state(own), values=tuple(values),
                   line=Line(text=clean(last.report.words(last.figure.span)),
                             refs=refs([(c.report, c.figure.span) for c in (last, *series)])))


def value(c: Counted, names: Names, wrong: Sequence[Counted]) -> Value:
    return Value(figure=c.figure, voices=voices_at(c.report, c.figure.span, names), ref=c.report.ref(c.figure.span),
                 when=c.report.doc.published, stance=c.stance, said=clean(c.report.words(c.figure.span)),
                 withdrawn=any((w.figure.low, w.figure.high) == (c.figure.low, c.figure.high)
                               and when(c) <= when(w) for w in wrong))


def stands(v: Value) -> bool:
    """A value that somebody gives and nobody has taken back."""
    return v.stance != "denied" and not v.withdrawn


def once_a_report(series: Sequence[Counted]) -> list[Counted]:
    """In order of time; a report that repeats a value gives it once (attributed, else in the body), and what it
    recalls of an earlier day only where no report gives it."""
    found: dict[tuple[object, ...], Counted] = {}
    for c in sorted(series, key=lambda c: (*when(c)[:2], own_word(c), in_headline(c), c.figure.span.start)):
        found.setdefault((c.report.number, c.figure.low, c.figure.high), c)
    given = {(c.figure.low, c.figure.high) for c in found.values() if not c.earlier}
    return sorted((c for c in found.values() if not c.earlier or (c.figure.low, c.figure.high) not in given), key=when)


def state(values: Sequence[Value]) -> ReadingState:
    """Disputed if two voices differ at one time; superseded if a later value replaces another; else the same."""
    if disputing(values):
        return "disputed"
    known = [v for v in values if given(v) and stands(v)]
    unlike = any(not match.compatible(a.figure, b.figure) for i, a in enumerate(known) for b in known[i + 1:])
    return "superseded" if unlike else "same"


def disputing(values: Sequence[Value]) -> tuple[Value, ...]:
    """Those that differ from what another voice gives at the same time, and denials of what another gives."""
    found: list[Value] = []
    for i, a in enumerate(values):
        for b in values[i + 1:]:
            if at_once(a, b) and against(a, b):
                found += [v for v in (a, b) if v not in found]
    return tuple(v for v in values if v in found)


def against(a: Value, b: Value) -> bool:
    """Other numbers of other speakers, or one number that one of them denies."""
    if a.withdrawn or b.withdrawn:
        return False
    if a.stance == "denied" or b.stance == "denied":
        return a.stance != b.stance and a.figure.low == b.figure.low and given(a, b)
    return given(a, b) and speaker(a) != speaker(b) and not match.compatible(a.figure, b.figure)


def given(*values: Value) -> bool:
    return all((v.figure.low, v.figure.high) != (None, None) for v in values)


def at_once(a: Value, b: Value) -> bool:
    """In one report, or in reports of times that meet, or nearly so where both are known to the hour."""
    if a.ref.document == b.ref.document:
        return True
    return meet(a.when, b.when)


def meet(a: Moment | None, b: Moment | None) -> bool:
    if a is None or b is None:
        return False
    exact = max(m.stop - m.start for m in (a, b)) < AT_ONCE
    return apart(a, b) < (AT_ONCE if exact else timedelta(0))


def apart(a: Moment, b: Moment) -> timedelta:
    return max(a.start, b.start) - min(a.stop, b.stop)


def speaker(v: Value) -> str:
    return key(v.voices[0]) if v.voices else ""
