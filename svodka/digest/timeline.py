"""What happened when: sentences whose time places their main event, and the main news of each report."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from svodka import spans
from svodka.digest import match, say
from svodka.digest.lexicon import ahead, fold, of_class
from svodka.digest.match import Features
from svodka.digest.names import Names
from svodka.digest.report import Report, refs
from svodka.digest.sources import attribution_at, unseen_speaker
from svodka.digest.statements import SMALLEST, Statement, points_elsewhere, tells, undated, weight
from svodka.types import Event, Line, Moment, Sent, Time

BACKGROUND = timedelta(days=45)  # what lies further before the first report is history, not this story
MAIN = ("conj", "ccomp", "parataxis", "root")
SAME_EVENT = 0.5
SAME_TIMED = 0.36
BARE = ("clock", "hour", "part")  # rules of times that name no day
NEXT = 4  # how far below the first sentence the main happening may stand


@dataclass(frozen=True, slots=True)
class Dated:
    report: Report = field(repr=False)
    sent: Sent
    time: Time | None
    moment: Moment | None


def build(reports: Sequence[Report], names: Names) -> tuple[Event, ...]:
    """Events by their own time; those without one stand where their report stands."""
    first = min((r.published for r in reports if r.published), default=None)
    events = merged([d for report in reports for d in dated(report, first)])
    kept = [group for group in events if not history(group[0], first)]
    return tuple(event(group, names) for group in sorted(kept, key=lambda g: order(g[0])))


def dated(report: Report, first: datetime | None) -> Iterator[Dated]:
    """The sentences of a report that tell an event with its time, and its first one in any case."""
    main = main_sents(report)
    for sent in report.analysis.sents:
        if points_elsewhere(report, sent) or (
                report.doc.headline and spans.overlap(report.doc.headline, sent.span)):
            continue
        time = next((t for t in report.analysis.times if spans.inside(t.span, sent.span)
                     and t.moment and not loose(report, t, first) and places(report, t, sent)), None)
        if time:
            yield Dated(report=report, sent=sent, time=time, moment=time.moment)
        elif sent in main and tells_past(report, sent) and report.copy_of is None:
            yield Dated(report=report, sent=sent, time=None, moment=day(report.doc.published))


def lead_sent(report: Report) -> Sent | None:
    """The first sentence below the headline that says something."""
    return next((s for s in report.analysis.sents
                 if not (report.doc.headline and spans.overlap(report.doc.headline, s.span))
                 and weight(report, undated(report, range(s.first, s.last))) >= SMALLEST
                 and tells(report, range(s.first, s.last))), None)


def main_sents(report: Report) -> tuple[Sent, ...]:
    """The first sentence and, where that is a statement, the first of the next that the report itself tells."""
    lead = lead_sent(report)
    if lead is None:
        return ()
    if not stated(report, lead):
        return (lead,)
    at = report.analysis.sents.index(lead)
    told = next((s for s in report.analysis.sents[at + 1:at + NEXT] if not stated(report, s) and any(
        "Tense=Past" in report.token(i).feats and "VerbForm=Fin" in report.token(i).feats
        for i in range(s.first, s.last))), None)
    return (lead, told) if told else (lead,)


def tells_past(report: Report, sent: Sent) -> bool:
    """Not an announcement: of the report itself, or by anybody with a day that is still to come."""
    root = next((i for i in range(sent.first, sent.last) if report.token(i).head < 0), sent.first)
    if not future(report, root):
        return True
    coming = any(t.moment and report.published and t.moment.start > report.published
                 for t in report.analysis.times if spans.inside(t.span, sent.span))
    return stated(report, sent) and not coming


def stated(report: Report, sent: Sent) -> bool:
    """An attribution reaches into the sentence."""
    return any(spans.overlap(s, sent.span) for a in report.analysis.attributions for s in (a.span, *a.content))


def loose(report: Report, time: Time, first: datetime | None) -> bool:
    """An hour or a part of the day without its day (`at night`) in words that a later report quotes: of which day?"""
    later = bool(first and report.published and report.published.date() > first.date())
    return later and time.rule in BARE and attribution_at(report, time.span) is not None


def places(report: Report, time: Time, sent: Sent) -> bool:
    """The time hangs on a main verb of the sentence, which tells no plan."""
    inside = report.inside(time.span)
    if not inside:
        return False
    # what the time hangs on, and not a noun on the way (`the fire of 5 March`)
    verb = next((i for i in report.above(inside[0]) if i not in inside), None)
    if verb is None or not predicate(report, verb) or not sent.first <= verb < sent.last:
        return False
    if future(report, verb) or aside(report, sent, inside[0]) or leans_back(report, sent):
        return False
    return all(report.token(i).rel in MAIN for i in (verb, *report.above(verb)) if report.token(i).head >= 0)


def predicate(report: Report, i: int) -> bool:
    """A verb that tells and does not bid, or a word with a subject."""
    token = report.token(i)
    return "Mood=Imp" not in token.feats and (tells(report, (i,)) or report.subject(i) is not None)


def aside(report: Report, sent: Sent, i: int) -> bool:
    """The words between commas around the token begin as a relative clause."""
    words = of_class(report.pack, "relative")
    start = next((j + 1 for j in range(i, sent.first - 1, -1) if report.words(report.token(j).span) == ","), sent.first)
    return any(fold(report.token(j).lemma) in words for j in range(start, min(start + 2, i)))


def leans_back(report: Report, sent: Sent) -> bool:
    """The sentence begins with a pronoun for what was told before and shows no speaker."""
    first = [report.token(i) for i in range(sent.first, min(sent.first + 2, sent.last))]
    return any(t.pos == "PRON" and "Person=1" not in t.feats for t in first) and not stated(report, sent)


def future(report: Report, verb: int) -> bool:
    """The verb, what hangs on it or what it hangs on is in the future or a word of plans."""
    plans = ahead(report.pack) if report.pack else {}
    near = (verb, *report.children[verb], *report.above(verb))
    return any("Tense=Fut" in report.token(i).feats or report.token(i).lemma in plans for i in near)


def day(moment: Moment | None) -> Moment | None:
    if moment is None:
        return None
    start = moment.start.replace(hour=0, minute=0, second=0, microsecond=0)
    return Moment(start=start, stop=start + timedelta(days=1))


def merged(every: Sequence[Dated]) -> list[list[Dated]]:
    """One event told by several reports is one line: same day and like words."""
    feats = match.features([statement(d) for d in every])
    groups: list[list[int]] = []
    for i, d in enumerate(every):
        home = next((g for g in groups if any(same(every[j], d, feats[j], feats[i]) for j in g)), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return [sorted((every[i] for i in g), key=lambda d: (d.time is None, d.report.copy_of is not None))
            for g in groups]


def statement(d: Dated) -> Statement:
    return Statement(report=d.report, index=None, pieces=(d.sent.span,),
                     tokens=tuple(range(d.sent.first, d.sent.last)), voices=())


def same(a: Dated, b: Dated, x: Features, y: Features) -> bool:
    if (a.moment and b.moment and a.moment.start.date() != b.moment.start.date() and a.time and b.time) \
            or match.clash(x, y):
        return False
    least = SAME_TIMED if a.time and b.time and a.moment == b.moment else SAME_EVENT
    return match.likeness(x, y) >= least


def history(d: Dated, first: datetime | None) -> bool:
    return bool(first and d.moment and d.moment.stop < first - BACKGROUND)


def order(d: Dated) -> tuple[datetime, datetime, int, int]:
    """By the event's time; without one by the report's; undated reports keep the order of the story."""
    printed = d.report.published or datetime.min
    start = d.moment.start if d.moment and d.time else printed
    return start, printed, d.report.number, d.sent.span.start


def event(group: Sequence[Dated], names: Names) -> Event:
    d = group[0]
    text = say.signed(say.sentence(d.report, d.sent.span), unseen_speaker(d.report, d.sent.span, names))
    return Event(moment=d.moment, said=d.report.words(d.time.span) if d.time else "",
                 line=Line(text=text, refs=refs([(g.report, g.sent.span) for g in group])))
