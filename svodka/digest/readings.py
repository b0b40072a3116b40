"""What was counted, over the reports: figures of one thing with who gives them, and whether they agree."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from svodka.digest import match
from svodka.digest.lexicon import fold, of_class
from svodka.digest.names import Names, key
from svodka.digest.report import Report, refs
from svodka.digest.say import clean
from svodka.digest.sources import attribution_at, voices_at
from svodka.digest.statements import CONTENT
from svodka.types import Figure, Line, Reading, ReadingState, Stance, Value

AT_ONCE = timedelta(hours=3)  # reports so near in time speak of one state of affairs
MOST = 14                     # readings printed of one story
SETTING = 2                   # content words that two counts of the same thing share besides it


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in its place: `near` are the content lemmas of its sentence, `verb` the lemma that governs it."""

    report: Report = field(repr=False)
    figure: Figure
    near: frozenset[str]
    verb: str
    role: bool
    attribution: int | None


def build(reports: Sequence[Report], names: Names) -> tuple[Reading, ...]:
    """Readings worth printing, the most widely counted first."""
    every = [c for report in reports for f in report.analysis.figures if (c := counted(report, f)) is not None]
    series = [s for s in gathered(every) if worth(s)]
    series.sort(key=lambda s: (-len({c.report.number for c in s}), not s[0].role, place(s[0])))
    return tuple(reading(s, names) for s in series[:MOST])


def counted(report: Report, figure: Figure) -> Counted | None:
    sent = report.sent_at(figure.span.start)
    if sent is None or (not figure.of and figure.kind != "money"):
        return None
    near = frozenset(fold(report.token(i).lemma) for i in range(sent.first, sent.last)
                     if report.token(i).pos in CONTENT and report.token(i).pos != "NUM")
    inside = report.inside(figure.span)
    verb = next((fold(report.token(i).lemma) for i in report.above(inside[0])
                 if report.token(i).pos == "VERB"), "") if inside else ""
    return Counted(report=report, figure=figure, near=near - {fold(figure.of)}, verb=verb,
                   role=fold(figure.of) in of_class(report.pack, "role"),
                   attribution=attribution_at(report, figure.span))


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
    """The same noun and unit and, unless the noun is a role of people in an event, the same setting."""
    f, g = a.figure, b.figure
    if (f.kind, f.unit, fold(f.of)) != (g.kind, g.unit, fold(g.of)):
        return False
    if a.role:
        return True
    common = len(a.near & b.near)
    if match.compatible(f, g):
        return common >= SETTING
    return a.report is not b.report and bool(a.verb) and a.verb == b.verb and common > SETTING


def worth(series: Sequence[Counted]) -> bool:
    """Told by several reports, of people in their roles, money, or large enough to be a figure and no article."""
    if len({c.report.number for c in series}) > 1 or series[0].role:
        return True
    f = series[0].figure
    return f.low is None or f.low > 1 or f.kind == "money"


def place(c: Counted) -> tuple[int, int]:
    return c.report.number, c.figure.span.start


def when(c: Counted) -> tuple[datetime, int, int]:
    return c.report.published or datetime.min, *place(c)


def reading(series: Sequence[Counted], names: Names) -> Reading:
    series = once_a_report(sorted(series, key=when))
    last = series[-1]
    return Reading(of=last.figure.of, unit=last.figure.unit, state=state(series, names),
                   line=Line(text=clean(last.report.words(last.figure.span)),
                             refs=refs([(c.report, c.figure.span) for c in (last, *series)])),
                   values=tuple(Value(figure=c.figure, voices=voices_at(c.report, c.figure.span, names),
                                      ref=c.report.ref(c.figure.span), when=c.report.doc.published,
                                      stance=stance(c)) for c in series))


def once_a_report(series: Sequence[Counted]) -> list[Counted]:
    """A report that repeats a value gives it once: where it is attributed, else first."""
    found: dict[tuple[object, ...], Counted] = {}
    for c in series:
        what = (c.report.number, c.figure.low, c.figure.high)
        if what not in found or (found[what].attribution is None and c.attribution is not None):
            found[what] = c
    return sorted(found.values(), key=when)


def stance(c: Counted) -> Stance:
    return c.report.analysis.attributions[c.attribution].stance if c.attribution is not None else "plain"


def state(series: Sequence[Counted], names: Names) -> ReadingState:
    """Disputed if two voices differ at one time; superseded if a later value replaces another; else the same."""
    known = [c for c in series if (c.figure.low, c.figure.high) != (None, None) and c.report.copy_of is None]
    unlike = [(a, b) for i, a in enumerate(known) for b in known[i + 1:] if not match.compatible(a.figure, b.figure)]
    if any(at_once(a, b) and speaker(a, names) != speaker(b, names) for a, b in unlike):
        return "disputed"
    return "superseded" if unlike else "same"


def at_once(a: Counted, b: Counted) -> bool:
    x, y = a.report.published, b.report.published
    return a.report is b.report or (x is not None and y is not None and abs(x - y) < AT_ONCE)


def speaker(c: Counted, names: Names) -> str:
    voices = voices_at(c.report, c.figure.span, names)
    return key(voices[0]) if voices else ""
