"""What happened when: sentences whose time places their main event, and the main news of each report."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from svodka import spans
from svodka.digest import holding, match, say
from svodka.digest.lexicon import ahead, fold, of_class, speech
from svodka.digest.match import Features
from svodka.digest.names import Names
from svodka.digest.report import Report, refs
from svodka.digest.sources import attribution_at, unseen_speaker
from svodka.digest.statements import SMALLEST, Statement, points_elsewhere, tells, undated, weight
from svodka.types import Event, Line, Moment, Sent, Time

BACKGROUND = timedelta(days=45)  # what lies further before the first report is history, not this story
MAIN = ("conj", "ccomp", "parataxis", "root")
SAME_EVENT = 0.5
DAY = timedelta(days=1)
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
    head = report.token(verb).head
    if "VerbForm=Inf" in report.token(verb).feats and head >= 0 and report.pack and \
            fold(report.token(head).lemma) in speech(report.pack):
        return True  # `promised to publish on the 16th`
    return any("Tense=Fut" in report.token(i).feats or report.token(i).lemma in plans for i in near)


def day(moment: Moment | None) -> Moment | None:
    if moment is None:
        return None
    start = moment.start.replace(hour=0, minute=0, second=0, microsecond=0)
    return Moment(start=start, stop=start + timedelta(days=1))


def merged(every: Sequence[Dated]) -> list[list[Dated]]:
    """One event told by several reports is one line, of those who say what the line says."""
    feats = match.features([statement(d) for d in every])
    groups: list[list[int]] = []
    for i, d in enumerate(every):
        home = next((g for g in groups if any(same(every[j], d, feats[j], feats[i]) for j in g)), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return [[every[i] for i in part] for group in groups for part in told(group, every, feats)]


def told(group: Sequence[int], every: Sequence[Dated], feats: Sequence[Features]) -> Iterator[list[int]]:
    """The group cut so that the first of each part tells what all of it tell: a line with its hour before one with its
    day and one without a time, an own text before a copy, the one that most others hold."""
    left = list(group)
    while left:
        homes = {i: [j for j in left if holding.holds(feats[j], feats[i])] for i in left}
        best = max(left, key=lambda i: (closeness(every[i]), every[i].report.copy_of is None, len(homes[i])))
        yield [best, *(j for j in homes[best] if j != best)]
        left = [i for i in left if i not in homes[best] and not repeats(every[i], every[best], feats[i], feats[best])]


def repeats(d: Dated, known: Dated, x: Features, y: Features) -> bool:
    """Nothing that happened but what the known line tells, and no closer in time."""
    closer = bool(d.time and d.moment and known.moment and exact(d.moment) < exact(known.moment))
    return not closer and (holding.holds(y, x) or not holding.more(x, y))


def closeness(d: Dated) -> int:
    """2: told with a part of the day; 1: with a day; 0: without a time."""
    return 0 if not d.time or not d.moment else 1 + (exact(d.moment) < DAY)


def exact(moment: Moment) -> timedelta:
    return moment.stop - moment.start


def statement(d: Dated) -> Statement:
    """The sentence without the words that only name its source, if anything is left; a denial's tell what it is."""
    named = [s for a in d.report.analysis.attributions if a.content and a.stance == "plain"
             for s in (*filter(None, [a.cue]), *(v.span for v in a.voices if v.span)) if spans.inside(s, d.sent.span)]
    every = tuple(range(d.sent.first, d.sent.last))
    tokens = tuple(i for i in every if not any(s.start <= d.report.token(i).span.start < s.stop for s in named))
    told = weight(d.report, tokens) >= SMALLEST and tells(d.report, tokens)
    return Statement(report=d.report, index=None, pieces=(d.sent.span,), tokens=tokens if told else every, voices=())


def same(a: Dated, b: Dated, x: Features, y: Features) -> bool:
    """Their times meet, nothing speaks against it, and they are alike or one tells all of the other."""
    if a.time and b.time and not meet(a.moment, b.moment):
        return False
    if match.apart(x, y):
        return False
    return match.likeness(x, y) >= SAME_EVENT or holding.holds(x, y) or holding.holds(y, x)


def meet(a: Moment | None, b: Moment | None) -> bool:
    return a is None or b is None or (a.start < b.stop and b.start < a.stop)


def history(d: Dated, first: datetime | None) -> bool:
    return bool(first and d.moment and d.moment.stop < first - BACKGROUND)


def order(d: Dated) -> tuple[date, bool, datetime, datetime, int, int]:
    """By day; in a day first what has its hour, the night that leads into it first of all; then what has none, in the
    order of print. Without a time of its own by the report's; undated reports keep the order of the story."""
    printed = d.report.published or datetime.min
    if not d.time or not d.moment:
        return printed.date(), True, printed, printed, d.report.number, d.sent.span.start
    start = d.moment.start
    if exact(d.moment) < DAY and d.moment.stop.date() > start.date() and d.moment.stop.time() != time.min:
        start = datetime.combine(d.moment.stop.date(), time.min)
    whole = exact(d.moment) >= DAY
    first, then = (printed, printed) if whole else (start, d.moment.start)
    return start.date(), whole, first, then, d.report.number, d.sent.span.start


def event(group: Sequence[Dated], names: Names) -> Event:
    d = group[0]
    who = "" if shows_role(d) else unseen_speaker(d.report, d.sent.span, names)
    text = say.signed(say.sentence(d.report, d.sent.span), who)
    return Event(moment=d.moment, said=d.report.words(d.time.span) if d.time else "",
                 line=Line(text=text, refs=refs([(g.report, g.sent.span) for g in group])))


def shows_role(d: Dated) -> bool:
    """The sentence itself names a speaker by office (`the mayor said`): a name behind it would be a second one."""
    sources = [v.span for a in d.report.analysis.attributions for v in a.voices[:1] if v.span]
    return any(spans.inside(s, d.sent.span) and any(d.report.token(i).pos == "NOUN" for i in d.report.inside(s))
               for s in sources)
